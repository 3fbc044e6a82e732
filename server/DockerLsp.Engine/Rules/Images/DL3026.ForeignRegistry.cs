using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>An image comes from a registry that the configuration does not allow.</summary>
public sealed class ForeignRegistry : Rule
{
    private const string DockerHub = "docker.io";

    public override RuleDescriptor Descriptor { get; } =
        new("DL3026", "ForeignRegistry", "Image from a registry that is not allowed", "Images", Severity.Error)
        {
            Options =
            [
                new RuleOption(
                    "allowed-registries", RuleOptionKind.List,
                    "Registries that images may come from, also with the beginning of a path (`ghcr.io/acme`); `*` stands for any characters, `docker.io` for Docker Hub. None given: any"),
            ],
        };

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From | InstructionKinds.Copy | InstructionKinds.Run;

    public override InstructionKinds Reads => InstructionKinds.None;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        var allowed = context.Options.ListOf(Descriptor, "allowed-registries");
        if (allowed.Count == 0)
        {
            return;
        }

        foreach (var (name, span) in ImagesOf(instruction))
        {
            if (name.Length == 0 || name == "scratch" || name.All(char.IsAsciiDigit) || name[0] == '$'
                || context.Model.Build.HasContext(name, out _) || IsStage(name, instruction, context.Model) || IsAllowed(name, allowed))
            {
                continue;
            }

            var registry = RegistryOf(ImageReference.Parse(name));
            context.Report(new Finding(Descriptor, span, $"Comes from `{registry}`, which is not among the allowed registries: {string.Join(", ", allowed.Select(a => $"`{a}`"))}"));
        }
    }

    /// <summary>The images that an instruction pulls, or the stages that it names.</summary>
    private static IEnumerable<(string Name, TextSpan Span)> ImagesOf(InstructionFacts instruction)
    {
        if (instruction.Syntax is FromSyntax { Image: { } image })
        {
            yield return (Operand.Unquoted(image), image.Span);
        }

        foreach (var flag in instruction.Effective.Flags)
        {
            if (flag.MappedValue is not { } value)
            {
                continue;
            }

            if (instruction.Effective is CopySyntax && flag.Name == "from")
            {
                yield return (value.Text, flag.ValueSpan);
            }
            else if (instruction.Effective is RunSyntax && flag.Name == "mount")
            {
                var start = 0;
                foreach (var field in value.Text.Split(','))
                {
                    if (field.StartsWith("from=", StringComparison.OrdinalIgnoreCase) && field.Length > 5)
                    {
                        yield return (field[5..], value.ToSource(TextSpan.FromBounds(start + 5, start + field.Length)).Shift(instruction.Effective.Position));
                    }

                    start += field.Length + 1;
                }
            }
        }
    }

    private static bool IsStage(string name, InstructionFacts instruction, BuildModel model) =>
        instruction.Syntax is FromSyntax
            ? instruction.Stage?.Base is not null
            : model.Stages.Any(s => s.Name is { } stage && stage.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string RegistryOf(ImageReference image) => image.Registry is { } registry ? Known(registry) : DockerHub;

    /// <summary>The one name of Docker Hub.</summary>
    private static string Known(string registry) => registry is "hub.docker.com" or "index.docker.io" or "registry-1.docker.io" ? DockerHub : registry;

    private static bool IsAllowed(string name, IReadOnlyList<string> allowed)
    {
        var image = ImageReference.Parse(name);
        var registry = RegistryOf(image);
        // Docker Hub's own images are `docker.io/library/…` in full.
        var path = image.Registry is null && !image.Repository.Contains('/', StringComparison.Ordinal) ? $"library/{image.Repository}" : image.Repository;
        return allowed.Any(pattern => Matches(Known(pattern), registry, path));
    }

    /// <summary>Whether a pattern without a path is the registry, or one with a path the beginning of the image's.</summary>
    private static bool Matches(string pattern, string registry, string path)
    {
        var slash = pattern.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return MatchesText(pattern, registry);
        }

        var prefix = pattern[(slash + 1)..].TrimEnd('/');
        return MatchesText(pattern[..slash], registry)
            && (prefix.Length == 0 || MatchesText(prefix, path) || MatchesText(prefix + "/*", path));
    }

    /// <summary>Whether a text is the pattern, of which each <c>*</c> may be any characters. Takes the earliest place of each piece.</summary>
    private static bool MatchesText(string pattern, string text)
    {
        var pieces = pattern.Split('*');
        if (pieces.Length == 1)
        {
            return pattern.Equals(text, StringComparison.OrdinalIgnoreCase);
        }

        if (!text.StartsWith(pieces[0], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var position = pieces[0].Length;
        foreach (var piece in pieces[1..^1])
        {
            var found = text.IndexOf(piece, position, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return false;
            }

            position = found + piece.Length;
        }

        return text.Length - position >= pieces[^1].Length && text.EndsWith(pieces[^1], StringComparison.OrdinalIgnoreCase);
    }
}
