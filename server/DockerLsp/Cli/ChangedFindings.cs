using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;
using DockerLsp.Files;
using DockerLsp.Programs;

namespace DockerLsp.Cli;

/// <summary>
/// Keeps the findings that came with what changed since a revision: those on changed lines, and those that were not there before,
/// because a change can be to blame for a finding elsewhere.
/// </summary>
internal sealed class ChangedFindings
{
    private readonly Dictionary<string, byte[]?> former;

    private ChangedFindings(Dictionary<string, byte[]?> former) => this.former = former;

    /// <summary>Reads the files as they were.</summary>
    /// <param name="revision">A revision as git names it.</param>
    /// <param name="inputs">The files.</param>
    /// <param name="environment">Where git is found.</param>
    /// <exception cref="UsageException">There is no git, no repository, or no such revision.</exception>
    public static ChangedFindings Since(string revision, IReadOnlyList<InputFile> inputs, CommandEnvironment environment)
    {
        var former = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        var paths = inputs.Select(input => PathOf(input, environment)).OfType<string>();
        foreach (var group in paths.GroupBy(path => ProgramSearch.WorkspaceOf(Path.GetDirectoryName(path) ?? path)))
        {
            try
            {
                var repository = GitRepository.Open(group.Key, environment.GetVariable("PATH"));
                string[] files = [.. group];
                var contents = repository.ReadFiles(repository.FindCommit(revision), [.. files.Select(file => Path.GetRelativePath(repository.Root, file).Replace('\\', '/'))]);
                for (var i = 0; i < files.Length; i++)
                {
                    former[files[i]] = contents[i];
                }
            }
            catch (GitException exception)
            {
                throw new UsageException($"--diff-base: {exception.Message}");
            }
        }

        return new ChangedFindings(former);
    }

    public ImmutableArray<Finding> Keep(InputFile input, SourceText text, ImmutableArray<Finding> findings, Func<SourceText, ImmutableArray<Finding>> analyze, CommandEnvironment environment)
    {
        // The lines of a text within another file are not those of the file.
        if (findings.IsEmpty || input.Inline is not null || PathOf(input, environment) is not { } path || former.GetValueOrDefault(path) is not { } bytes || Decode(bytes) is not { } before)
        {
            // A file that was not there, or was no text, is new.
            return findings;
        }

        var now = text.ToString();
        if (before == now)
        {
            return [];
        }

        var lines = new HashSet<int>();
        foreach (var change in LineDiff.Compare(LineDiff.SplitLines(before), LineDiff.SplitLines(now)))
        {
            lines.UnionWith(Enumerable.Range(change.NewStart, change.NewCount));
        }

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var old = SourceText.From(before);
        foreach (var finding in analyze(old))
        {
            var fingerprint = FindingFingerprint.Of("", old, finding);
            known[fingerprint] = known.GetValueOrDefault(fingerprint) + 1;
        }

        return [.. findings.Where(finding => IsChanged(finding) | IsNew(finding))];

        bool IsChanged(Finding finding) =>
            Enumerable.Range(text.GetLineNumber(finding.Span.Start), text.GetLineNumber(finding.Span.End) - text.GetLineNumber(finding.Span.Start) + 1).Any(lines.Contains);

        bool IsNew(Finding finding)
        {
            // What other programs find was not looked for in the old text.
            if (ShellCheckRules.IsId(finding.Rule.Id))
            {
                return false;
            }

            var fingerprint = FindingFingerprint.Of("", text, finding);
            var count = known.GetValueOrDefault(fingerprint);
            known[fingerprint] = count - 1;
            return count <= 0;
        }
    }

    private static string? PathOf(InputFile input, CommandEnvironment environment) =>
        input.FullPath ?? (input.Name == "-" ? null : Path.GetFullPath(input.Name, environment.CurrentDirectory));

    private static string? Decode(byte[] bytes)
    {
        try
        {
            return FileText.Decode(bytes).Text;
        }
        catch (UnreadableTextException)
        {
            return null;
        }
    }
}
