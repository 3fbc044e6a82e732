using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Behaviour;

/// <summary>What BuildKit keeps while it goes through a stage, and what the stage has done so far.</summary>
internal sealed class StageState
{
    private const string StandardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private readonly ShellDialect image;
    private readonly RuleTopics topics;
    private readonly List<InstructionSyntax> triggers = [];
    private readonly List<PlanItem> items = [];
    private readonly List<string> metadata = [];
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> arguments = new(StringComparer.Ordinal);
    private Dictionary<string, string?> globalArguments = new(StringComparer.Ordinal);
    private ImmutableArray<string> shell = [];
    private string folder = "/";
    private string user = "";

    private StageState(ShellDialect image, RuleTopics topics)
    {
        this.image = image;
        this.topics = topics;
    }

    public static StageState FromImage(ShellDialect image, RuleTopics topics) => new(image, topics) { environment = { ["PATH"] = StandardPath } };

    /// <summary>The start of a stage that goes on from this one: all but ARG is inherited.</summary>
    public StageState Inherit()
    {
        var child = new StageState(image, topics) { shell = shell, folder = folder, user = user };
        child.items.AddRange(items);
        child.metadata.AddRange(metadata);
        foreach (var (name, value) in environment)
        {
            child.environment[name] = value;
        }

        child.ApplyAll(triggers);
        return child;
    }

    /// <summary>Reads the ARGs before the first FROM.</summary>
    public void Begin(BuildModel model)
    {
        globalArguments = new(StringComparer.Ordinal);
        foreach (var instruction in model.Tree.Instructions.TakeWhile(i => i is ArgSyntax))
        {
            foreach (var pair in ((ArgSyntax)instruction).Pairs)
            {
                globalArguments[pair.Key.Text] = pair.Value is null ? null : Expand(pair.Value.Text, model.Tree, n => globalArguments.TryGetValue(n, out var v) ? v : null);
            }
        }
    }

    /// <summary>The stage, and the beginning of a build that starts from it: its triggers.</summary>
    public BuildPlan ToPlan(string name, bool hasNoIndex)
    {
        ApplyAll(triggers);
        return new BuildPlan(name, [.. items], [.. metadata], hasNoIndex, topics);
    }

    private void ApplyAll(IEnumerable<InstructionSyntax> instructions)
    {
        foreach (var instruction in instructions.ToArray())
        {
            Apply(instruction);
        }
    }

    public void Apply(InstructionSyntax instruction)
    {
        switch (instruction)
        {
            case RunSyntax run:
                ApplyRun(run);
                break;
            case EnvSyntax env:
                // All values of one ENV see the variables as they were before it.
                foreach (var (key, value) in env.Pairs.Select(p => (Expand(p.Key.Text, env.Tree), Expand(p.Value?.Text ?? "", env.Tree))).ToList())
                {
                    environment[key] = value;
                }

                break;
            case ArgSyntax arg:
                foreach (var pair in arg.Pairs)
                {
                    arguments[pair.Key.Text] = pair.Value is null ? globalArguments.GetValueOrDefault(pair.Key.Text) : Expand(pair.Value.Text, arg.Tree);
                }

                break;
            case ShellInstructionSyntax { Command: ExecFormSyntax exec }:
                shell = [.. exec.Elements.Select(e => e.Value)];
                break;
            case UserSyntax { Value: { } value } syntax:
                user = Expand(value.Text, syntax.Tree);
                break;
            case WorkdirSyntax { Value: { } value } syntax:
                folder = Combine(folder, Expand(value.Text, syntax.Tree));
                items.Add(new PlanMark($"WORKDIR {folder}"));
                break;
            case OnbuildSyntax { Trigger: { } trigger }:
                triggers.Add(trigger);
                break;
            case CopySyntax or AddSyntax or VolumeSyntax or UnknownInstructionSyntax:
                items.Add(new PlanMark(TextOf(instruction)));
                break;
            case CmdSyntax or EntrypointSyntax or HealthcheckSyntax:
                // The last one counts.
                var keyword = instruction.Keyword.Text.ToUpperInvariant();
                metadata.RemoveAll(m => m.StartsWith(keyword, StringComparison.Ordinal));
                metadata.Add(TextOf(instruction));
                break;
            default:
                metadata.Add(TextOf(instruction));
                break;
        }
    }

    private void ApplyRun(RunSyntax run)
    {
        // A cache mount is hygiene. What else surrounds a step, its commands see.
        var flags = topics.Flags(string.Join(' ', run.Flags.Where(f => !IsCacheMount(f)).Select(f => $"--{f.Name}={f.Value}").Order(StringComparer.Ordinal)));
        switch (run.Command)
        {
            case null:
                return;
            case ExecFormSyntax { Elements: [var program, ..] elements }:
                items.Add(new PlanStep(program.Value, [.. elements.Select(e => e.Value)], EnvironmentOfRun(), folder, user, flags, ""));
                return;
            case ShellFormSyntax form when ScriptOf(run, form) is { } script && Shells.Find(shell, image) is var (path, words):
                items.Add(new PlanStep(path, [.. words, script], EnvironmentOfRun(), folder, user, flags, script));
                return;
            default:
                items.Add(new PlanMark($"{string.Join(' ', shell)} {flags} {TextOf(run)}"));
                return;
        }
    }

    /// <summary>The text behind <c>-c</c>; null where a heredoc is a file that another program runs.</summary>
    private static string? ScriptOf(RunSyntax run, ShellFormSyntax form)
    {
        var line = form.Text.Text;
        if (run.Heredocs.Count == 0)
        {
            return line;
        }

        if (run.Heredocs is [var only] && only.OpeningOffset == line.Length - line.TrimStart().Length && only.OpeningLength == line.Trim().Length)
        {
            var body = RawBody(run, only);
            var script = only.StripsTabs ? string.Join('\n', body.Split('\n').Select(l => l.TrimStart('\t'))) : body;
            return script.StartsWith("#!", StringComparison.Ordinal) ? null : script;
        }

        // The shell reads the bodies itself.
        var text = new StringBuilder(line);
        foreach (var heredoc in run.Heredocs)
        {
            text.Append('\n').Append(RawBody(run, heredoc)).Append(heredoc.Delimiter);
        }

        return text.ToString();
    }

    private static string RawBody(RunSyntax run, HeredocSyntax heredoc) => run.Tree.Text.ToString(heredoc.BodySpan);

    private ImmutableArray<string> EnvironmentOfRun()
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = user is "" or "root" or "0" || user.StartsWith("root:", StringComparison.Ordinal) ? "/root" : "/home/user",
        };
        foreach (var (name, value) in arguments)
        {
            if (value is not null)
            {
                result[name] = value;
            }
        }

        foreach (var (name, value) in environment)
        {
            result[name] = value;
        }

        return [.. result.Select(p => $"{p.Key}={p.Value}")];
    }

    private static bool IsCacheMount(FlagSyntax flag) =>
        flag.Name == "mount" && flag.Value is { } value && value.Split(',').Contains("type=cache");

    private string TextOf(InstructionSyntax instruction) => topics.Text(instruction, path => Combine(folder, path));

    private static string Combine(string folder, string path)
    {
        var parts = new List<string>();
        foreach (var part in (path.StartsWith('/') ? path : folder + "/" + path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    private string Expand(string text, DockerfileSyntax tree) =>
        Expand(text, tree, name => environment.TryGetValue(name, out var value) ? value : arguments.GetValueOrDefault(name));

    /// <summary>What cannot be expanded stays as it is written: the same in both files.</summary>
    private static string Expand(string text, DockerfileSyntax tree, Func<string, string?> lookup) =>
        VariableExpansion.Expand(text, tree.Directives.EscapeCharacter, name => (lookup(name) is not null, lookup(name))) ?? text;
}
