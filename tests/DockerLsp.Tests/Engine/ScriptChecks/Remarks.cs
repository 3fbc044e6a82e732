using System.Collections.Immutable;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.ScriptChecks;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.ScriptChecks;

/// <summary>Stands in for ShellCheck: it remarks on each occurrence of a word.</summary>
internal static class Remarks
{
    public static DockerfileAnalysis Analyze(string text) => DockerfileAnalysis.Create(SourceText.From(text), AnalysisOptions.Default);

    /// <summary>The texts of the scripts that are checked.</summary>
    public static string[] Scripts(string text) => [.. Analyze(text).Scripts.Select(s => s.Request.Text)];

    /// <summary>The findings of ShellCheck alone, when it remarks on a word.</summary>
    public static Finding[] On(string text, string word, AnalysisOptions? options = null, int code = 2999, Func<ScriptRange, ImmutableArray<ScriptReplacement>>? fix = null)
    {
        var analysis = DockerfileAnalysis.Create(SourceText.From(text), options ?? AnalysisOptions.Default);
        return [.. analysis.WithRemarks(script => RemarkOn(script.Text, word, code, fix)).Findings.Where(f => f.Rule.Category == "ShellCheck")];
    }

    private static ImmutableArray<ScriptRemark>? RemarkOn(string script, string word, int code, Func<ScriptRange, ImmutableArray<ScriptReplacement>>? fix)
    {
        var remarks = ImmutableArray.CreateBuilder<ScriptRemark>();
        var lines = script.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            for (var at = lines[line].IndexOf(word, StringComparison.Ordinal); at >= 0; at = lines[line].IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                var column = lines[line][..at].EnumerateRunes().Count() + 1;
                var range = new ScriptRange(line + 1, column, line + 1, column + word.EnumerateRunes().Count());
                remarks.Add(new ScriptRemark(range, "warning", code, $"There is {word}.", fix?.Invoke(range) ?? []));
            }
        }

        return remarks.ToImmutable();
    }
}
