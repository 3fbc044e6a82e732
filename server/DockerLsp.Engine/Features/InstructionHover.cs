using System.Text;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Explains an instruction at its keyword: what breaks its cache, what runs again then, and what stands in its key.</summary>
internal static class InstructionHover
{
    public static Hover? Get(HoverRequest request)
    {
        var syntax = request.Instruction.Syntax;
        if (KeywordAt(request) is not { } keyword)
        {
            return null;
        }

        if (request.Entry is not { } entry)
        {
            return syntax is not ArgSyntax arg ? null : new Hover(keyword,
                "**ARG before the first FROM** · known to FROM lines only, until a stage declares it again\n\n"
                + HoverText.RunsAgain(request.Graph.ImpactOfGlobal(arg.Pairs.Count > 0 ? arg.Pairs[0].Key.Text : ""), null, request.Graph, "If its value changes"));
        }

        var text = new StringBuilder();
        switch (entry.Role)
        {
            case CacheRole.Metadata:
                text.Append("**No layer, and in no cache key** · ").Append(Purpose(syntax)).Append("\n\nIf it changes: BuildKit runs no step again.");
                if (syntax is LabelSyntax or ExposeSyntax or VolumeSyntax or MaintainerSyntax)
                {
                    text.Append(" Other builders (the classic one, podman's) run all later steps again.");
                }

                break;
            case CacheRole.State:
                AppendState(text, request, entry);
                break;
            case CacheRole.Trigger:
                text.Append("**Runs later** · at the start of every build, and of every stage here, that starts from this one\n\n")
                    .Append(HoverText.RunsAgain(request.Graph.ImpactOf(entry), null, request.Graph, "If it changes"));
                break;
            default:
                AppendStep(text, request, entry);
                break;
        }

        HoverText.AppendRefusals(request.Analysis, syntax.Span, text);
        return new Hover(keyword, text.ToString());
    }

    /// <summary>The word that names what is done: the keyword, that of an ONBUILD's instruction too, and what HEALTHCHECK starts with.</summary>
    private static TextSpan? KeywordAt(HoverRequest request)
    {
        var syntax = request.Instruction.Syntax;
        TextSpan?[] words = [syntax.Keyword.Span, (syntax as OnbuildSyntax)?.Trigger?.Keyword.Span, (syntax as HealthcheckSyntax)?.Type?.Span];
        return words.FirstOrDefault(word => word is { } span && request.IsIn(span));
    }

    private static void AppendState(StringBuilder text, HoverRequest request, LayerEntry entry)
    {
        var impact = request.Graph.ImpactOf(entry);
        text.Append("**No layer** · ").Append(entry.Instruction.Syntax switch
        {
            ArgSyntax => "its value stands in the cache key of every later RUN of this stage, used or not; COPY, ADD and WORKDIR count it only where they use it",
            EnvSyntax => "its value stands in the cache key of every later RUN, used or not; COPY, ADD and WORKDIR count it only where they use it",
            UserSyntax => "the user stands in the cache key of every later RUN; COPY and ADD do not depend on it",
            ShellInstructionSyntax => "the shell stands in the cache key of every later RUN in shell form",
            _ => "the directory stands in the cache key of every later RUN, and of COPY and ADD with a relative destination",
        });
        text.Append("\n\n").Append(HoverText.RunsAgain(impact, null, request.Graph, "If it changes"));
        if (entry.Instruction.Syntax is ArgSyntax { Pairs: [{ Value: null }, ..] })
        {
            text.Append("\n\nWithout a value it stands in no key: `--build-arg`, or the ARG before the first FROM, gives it one.");
        }
    }

    private static void AppendStep(StringBuilder text, HoverRequest request, LayerEntry entry)
    {
        text.Append(Title(request, entry)).Append("\n\n");
        text.Append(HoverText.RunsAgain(request.Graph.ImpactOf(entry), entry.IsStep ? entry : null, request.Graph, "If it changes"));
        foreach (var store in LayersReport.LeftBy(entry))
        {
            text.Append("\n\nLeaves behind: ").Append(store.Name).Append("'s ").Append(store.Description).Append(" (").Append(HoverText.Names(store.Paths)).Append(").");
        }

        var key = KeyPart.Of(entry).Select(p => p.Names.IsEmpty ? p.What : $"{p.What} ({HoverText.Names(p.Names)})");
        text.Append("\n\nCache key: ").Append(string.Join("; ", key)).Append('.');
        if (entry.IsLinked)
        {
            text.Append(" With `--link` the steps before are not part of it.");
        }

        if (KeyPart.NotIn(entry) is { } missing)
        {
            text.Append("\n\nNot part of the key: ").Append(missing).Append('.');
            if (entry.Instruction.Run is { } run && run.Operations.Any(o => o.Effect is StoreEffect.Refresh or StoreEffect.Read or StoreEffect.ReadAndWrite or StoreEffect.ReadFresh))
            {
                text.Append(" What was installed, and any index, stays as old as this layer.");
            }
        }
    }

    private static string Title(HoverRequest request, LayerEntry entry)
    {
        var stage = entry.Stage;
        var name = stage.Name is { } alias ? Markdown.Code(alias) : request.Analysis.Model.Stages.Length == 1 ? "the image" : $"stage {stage.Index}";
        if (entry.Instruction.Syntax is FromSyntax { Image: { } image })
        {
            return $"**Stage {name}** · " + (stage.Base is not null ? $"starts from the stage {Markdown.Code(image.Text)}, and is built anew when that is"
                : image.Text == "scratch" ? "starts empty"
                : image.Text.Contains('@', StringComparison.Ordinal) ? $"starts from {Markdown.Code(image.Text)}, always the same image"
                : $"starts from {Markdown.Code(image.Text)}, and is built anew when that tag stands for another image");
        }

        if (entry.Number is not { } number)
        {
            return $"**No layer, in {name}**";
        }

        var files = (entry.IsLinked ? CacheBreaker.Direct(entry).Where(b => b.Kind == CacheBreakerKind.Files).SelectMany(b => b.Names) : request.Graph.FilesUpTo(entry))
            .Distinct(StringComparer.Ordinal).ToArray();
        var content = files.Length == 0 ? "" : $" or the content of {HoverText.Names(files)}";
        if (entry.IsLinked)
        {
            return $"**Layer {number} of {name}** · reused until this line{content} changes, whatever the steps before do";
        }

        var first = request.Line(request.Analysis.Model.Instructions[stage.FirstInstruction]);
        return $"**Layer {number} of {name}** · reused until line {first}–{entry.Line}{content} changes";
    }

    /// <summary>What an instruction is good for that no step reads (Dockerfile reference).</summary>
    private static string Purpose(InstructionSyntax syntax) => syntax switch
    {
        CmdSyntax => "what a container runs when it is started without a command, or what ENTRYPOINT gets as arguments",
        EntrypointSyntax => "the program that a container runs",
        LabelSyntax => "notes in the image's configuration",
        ExposeSyntax => "says which ports the program listens on; opens none",
        VolumeSyntax => "folders that get a volume of their own when a container starts",
        StopsignalSyntax => "the signal that asks a container to stop",
        HealthcheckSyntax => "how a container is asked whether it works",
        MaintainerSyntax => "the author; LABEL has taken its place",
        _ => "nothing that the builder knows",
    };
}
