using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace DockerLsp.Tests.Behaviour;

/// <summary>
/// What the scratch root holds when a build begins: recorders for the commands that occur, and the folders and files without
/// which the shell would not get anywhere. It grows by what the shells complain of; both builds get the same.
/// </summary>
internal sealed partial class Fixture
{
    private const int MaxBases = 8;

    private readonly SortedSet<string> programs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> folders = new(StringComparer.Ordinal);
    private readonly SortedSet<string> files = new(StringComparer.Ordinal);
    private readonly List<string> entered = [];

    public Fixture()
    {
        // What fixes add is there from the start, so that the original's builds are the same for all of them.
        foreach (var program in new[] { "rm", "apt", "apt-get", "apk", "pip" })
        {
            AddProgram(program);
        }
    }

    /// <summary>Adds the commands that a build may call.</summary>
    public void Add(BuildPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            if (!step.Program.StartsWith("/.h/", StringComparison.Ordinal))
            {
                AddProgram(step.Program);
            }

            foreach (Match match in CommandName().Matches(step.Script))
            {
                AddProgram(match.Groups[1].Value);
            }
        }
    }

    /// <summary>The words that tell the driver to make it.</summary>
    public IEnumerable<string> Words =>
        folders.SelectMany(f => new[] { "folder", f }).Concat(files.SelectMany(f => new[] { "file", f })).Concat(programs.SelectMany(p => new[] { "program", p }));

    /// <summary>Tells its states apart: it only grows.</summary>
    public int Version => programs.Count + folders.Count + files.Count;

    /// <summary>Adds what the shells missed; false where there is nothing new.</summary>
    public bool Learn(BuildPlan plan, Trace trace)
    {
        var before = Version;
        foreach (var (line, place) in trace.Outcome.Complaints.Distinct())
        {
            // The shell does not say where it was: one place after another is tried, the likely ones first.
            var bases = new[] { place ?? "/" }.Concat(entered.AsEnumerable().Reverse().Take(MaxBases)).Concat(plan.Steps.Select(s => s.Folder)).Distinct().ToImmutableArray();
            if (MissingFolder().Match(line) is { Success: true } folder)
            {
                if (Add(folders, folder.Groups[1].Value, bases) is { } made)
                {
                    entered.Add(made);
                }
            }
            else if (MissingParent().Match(line) is { Success: true } created)
            {
                Add(folders, Parent(created.Groups[1].Value), bases);
            }
            else if (MissingFile().Match(line) is { Success: true } opened)
            {
                Add(files, opened.Groups[1].Value, bases);
            }
            else if (MissingProgram().Match(line) is { Success: true } program)
            {
                AddProgram(program.Groups[1].Value, bases);
            }
            else if (MissingInBash().Match(line) is { Success: true } missing)
            {
                // bash says the same of three things.
                var path = missing.Groups[1].Value;
                var name = Regex.Escape(path[(path.LastIndexOf('/') + 1)..]);
                var scripts = string.Join('\n', plan.Steps.Select(s => s.Script));
                var written = Regex.IsMatch(scripts, $@">\s*\S*{name}");
                var read = Regex.IsMatch(scripts, $@"(<\s*|(^|[\s;&|])(\.|source)\s+)\S*{name}");
                if (written)
                {
                    Add(folders, Parent(path), bases);
                }
                else if (read)
                {
                    Add(files, path, bases);
                }
                else
                {
                    AddProgram(path, bases);
                    Add(folders, Parent(path), bases);
                }
            }
        }

        return Version > before;
    }

    private void AddProgram(string name, params ImmutableArray<string> bases)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            Add(programs, name, bases);
        }
        else if (name.Length is > 0 and < 60)
        {
            programs.Add("/bin/" + name);
        }
    }

    /// <summary>Adds a path at the first place where it is not yet; gives what was added.</summary>
    private static string? Add(SortedSet<string> set, string path, ImmutableArray<string> bases)
    {
        path = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        if (path.Length is 0 or > 400 || path.Contains(": ", StringComparison.Ordinal) || path.StartsWith("/.h", StringComparison.Ordinal) || path.StartsWith("/proc", StringComparison.Ordinal) || path.StartsWith("/dev", StringComparison.Ordinal))
        {
            return null;
        }

        return path.StartsWith('/') ? (set.Add(path) ? path : null) : bases.Select(b => $"{b.TrimEnd('/')}/{path}").FirstOrDefault(set.Add);
    }

    private static string Parent(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    [GeneratedRegex(@"(?<=^|[;&|({!`\n]|\b(?:then|do|else|elif|if|while|until|command|time|sudo)\s)\s*(?:\w+=[^\s(`]*\s+)*([A-Za-z0-9_][\w.+-]*)(?=[\s;&|)`]|$)")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"can't cd to (.+?)(?:: No such file or directory)?$|(?:cd|pushd): (?<1>(?!line [0-9]).+): No such file or directory$")]
    private static partial Regex MissingFolder();

    [GeneratedRegex(@"(?:cannot|can't) create (.+?): (?:Directory nonexistent|nonexistent directory|No such file or directory)$")]
    private static partial Regex MissingParent();

    [GeneratedRegex(@"(?:[Cc]annot|[Cc]an't) open '?([^':]+)'?")]
    private static partial Regex MissingFile();

    [GeneratedRegex(@"(?:^|: )([^:\s]+): (?:command )?not found$")]
    private static partial Regex MissingProgram();

    [GeneratedRegex(@"line \d+: ([^:]+): No such file or directory$")]
    private static partial Regex MissingInBash();
}
