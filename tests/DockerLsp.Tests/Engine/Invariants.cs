using System.Collections.Immutable;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine;

/// <summary>What has to hold for every text, whether a person wrote it as a test or a generator made it.</summary>
internal static partial class Invariants
{
    /// <summary>Checks everything that can be checked without knowing what is expected.</summary>
    public static void Check(string text, AnalysisOptions options)
    {
        var analysis = Analyze(text, options);
        CheckPrinting(analysis);
        CheckIncremental(text, options);
        CheckEachFix(analysis);
        CheckFixAll(text, options, includeUnsafe: false);
        CheckFixAll(text, options, includeUnsafe: true);
    }

    public static DockerfileAnalysis Analyze(string text, AnalysisOptions options) => DockerfileAnalysis.Create(SourceText.From(text), options);

    /// <summary>Every character is in exactly one token, and every place that is reported lies in the text.</summary>
    public static void CheckPrinting(DockerfileAnalysis analysis)
    {
        Assert.Equal(analysis.Text.ToString(), analysis.Tree.ToFullString());
        foreach (var finding in analysis.Findings)
        {
            AssertInside(finding.Span, analysis.Text);
            Assert.All(finding.Related, r => AssertInside(r.Span, analysis.Text));
            Assert.All(finding.Refusals, r => AssertInside(r.Span, analysis.Text));
            Assert.All(finding.Fixes.SelectMany(f => f.Edits), e => AssertInside(e.Span, analysis.Text, mayBeEmpty: true));
        }
    }

    /// <summary>Typing the text in pieces, and taking lines out and putting them back, ends where a fresh analysis begins.</summary>
    public static void CheckIncremental(string text, AnalysisOptions options)
    {
        var typed = Analyze("", options);
        for (var start = 0; start < text.Length;)
        {
            // Pieces of growing, odd lengths cut through words, continuations and line breaks.
            var length = Math.Min(text.Length - start, 1 + (start * 7 % 23));
            typed = typed.WithChanges([new TextChange(new TextSpan(start, 0), text.Substring(start, length))]);
            start += length;
        }

        AssertSame(typed, options);
        var lines = SourceText.From(text);
        var current = typed;
        for (var line = 0; line < lines.LineCount; line += 1 + (lines.LineCount / 12))
        {
            var start = lines.GetLineStart(line);
            var end = line + 1 < lines.LineCount ? lines.GetLineStart(line + 1) : lines.Length;
            var without = current.WithChanges([new TextChange(TextSpan.FromBounds(start, end), "")]);
            AssertSame(without, options);
            current = without.WithChanges([new TextChange(new TextSpan(start, 0), text[start..end])]);
            AssertSame(current, options);
        }

        Assert.Equal(text, current.Text.ToString());
    }

    /// <summary>Each fix alone changes the text, mends its finding, breaks nothing, and is as safe as it says.</summary>
    public static void CheckEachFix(DockerfileAnalysis before)
    {
        foreach (var finding in before.Findings)
        {
            foreach (var fix in finding.Fixes)
            {
                var after = Apply(before, fix);
                var context = $"{finding.Rule.Id}: {fix.Title}\n{before.Text}\n-- became --\n{after.Text}";
                Assert.True(before.Text.ToString() != after.Text.ToString(), $"The fix changes nothing. {context}");
                AssertNothingBroken(before, after, fix.Applicability == Applicability.Unsafe, context);
                var was = before.Findings.Count(f => f.Rule.Id == finding.Rule.Id);
                var now = after.Findings.Count(f => f.Rule.Id == finding.Rule.Id);
                Assert.True(now < was, $"The finding is still there. {context}");
                Assert.True(fix.Title.Length < 60, $"The title is too long for a menu. {context}");
                if (fix.Applicability == Applicability.Safe)
                {
                    AssertSameCommands(before, after, context);
                }
            }
        }
    }

    /// <summary>Fixing everything ends, leaves no fix, breaks nothing, and would change nothing a second time.</summary>
    public static SourceText CheckFixAll(string text, AnalysisOptions options, bool includeUnsafe)
    {
        var before = Analyze(text, options);
        var result = DockerfileAnalysis.FixAll(before.Text, options, includeUnsafe, includeOnRequest: includeUnsafe);
        var after = Analyze(result.Text.ToString(), options);
        var context = $"All fixes:\n{text}\n-- became --\n{after.Text}";
        AssertNothingBroken(before, after, includeUnsafe, context);
        Assert.True(AnalysisPrinter.Print(after.Findings) == AnalysisPrinter.Print(result.Remaining), $"Remaining findings are others. {context}");
        var left = after.Findings.Where(f => f.Fixes.Any(x => includeUnsafe || x.Applicability == Applicability.Safe)).ToArray();
        Assert.True(left.Length == 0, $"A fix is left:\n{AnalysisPrinter.Describe(after.Text, left)}{context}");
        Assert.True(result.Applied.IsEmpty == (text == after.Text.ToString()), $"Fixes were applied if the text changed, and only then. {context}");
        var again = DockerfileAnalysis.FixAll(result.Text, options, includeUnsafe, includeOnRequest: includeUnsafe);
        Assert.Equal(result.Text.ToString(), again.Text.ToString());
        if (!includeUnsafe)
        {
            AssertSameCommands(before, after, context);
        }

        return result.Text;
    }

    public static DockerfileAnalysis Apply(DockerfileAnalysis analysis, Fix fix)
    {
        var after = analysis.WithChanges(fix.Edits);
        AssertSame(after, analysis.Options);
        return after;
    }

    private static void AssertSame(DockerfileAnalysis incremental, AnalysisOptions options)
    {
        var fresh = Analyze(incremental.Text.ToString(), options);
        var (expected, actual) = (AnalysisPrinter.Print(fresh), AnalysisPrinter.Print(incremental));
        Assert.True(expected == actual, $"After edits the analysis differs from a fresh one of\n{fresh.Text}\n-- fresh --\n{expected}\n-- edited --\n{actual}");
    }

    private static void AssertInside(TextSpan span, SourceText text, bool mayBeEmpty = false) =>
        Assert.True(span.Start >= 0 && span.End <= text.Length && (mayBeEmpty || !span.IsEmpty), $"{span} does not lie in a text of {text.Length} characters");

    /// <summary>
    /// No new syntax error, no new finding, and the file's own line endings, last line and escape character. After an unsafe fix
    /// the build may do something else, so that there may be something else to say of it.
    /// </summary>
    private static void AssertNothingBroken(DockerfileAnalysis before, DockerfileAnalysis after, bool mayDoMore, string context)
    {
        CheckPrinting(after);
        // A file without instructions is one too, and that is what deleting the only one leaves; no fix deletes a FROM.
        var isEmptied = !after.Tree.Instructions.Any() && !before.Tree.Instructions.Any(i => i is FromSyntax);
        Assert.True(isEmptied || after.Tree.Diagnostics.Count() <= before.Tree.Diagnostics.Count(), $"A syntax error is new: {string.Join("; ", after.Tree.Diagnostics)}. {context}");
        Assert.True(ShellErrors(after) <= ShellErrors(before), $"A shell syntax error is new. {context}");
        // All rules, not only the selected ones: a fix must not pay for one finding with another.
        var was = CountByRule(before.WithOptions(Everything(before.Options)));
        var all = after.WithOptions(Everything(after.Options));
        foreach (var (rule, count) in CountByRule(all))
        {
            // Two rules speak of what a fix may well bring: of neighbours, one more for each step that it deletes between two, or that
            // has so few commands left that it is worth a join; and of a second refresh, which the later ones become when an
            // install before them gets one of its own, or when their step is joined to one that refreshes.
            var consequences = rule switch
            {
                "DL3059" => Math.Max(0, before.Tree.Instructions.Count() - after.Tree.Instructions.Count()) + (2 * ShortenedSteps(before, after)),
                "DLS1005" => Refreshes(after) > Refreshes(before) || after.Tree.Instructions.Count() < before.Tree.Instructions.Count() ? Refreshes(before) : 0,
                _ => 0,
            };
            Assert.True(mayDoMore || count <= was.GetValueOrDefault(rule) + consequences, $"A finding of {rule} is new:\n{AnalysisPrinter.Describe(all.Text, all.Findings)}{context}");
        }

        var (old, text) = (before.Text.ToString(), after.Text.ToString());
        Assert.True(old.Contains('\r') || !text.Contains('\r'), $"A carriage return is new. {context}");
        Assert.True(CountBareLineFeeds(text) == 0 || CountBareLineFeeds(old) > 0 || !old.Contains('\n'), $"A bare line feed is new. {context}");
        Assert.True(text.Length == 0 || EndsLine(old) == EndsLine(text), $"The last line ends differently. {context}");
        Assert.Equal(before.Tree.Directives.EscapeCharacter, after.Tree.Directives.EscapeCharacter);
    }

    /// <summary>How many steps run fewer commands than before; where steps were deleted or joined, how many commands fewer all run.</summary>
    private static int ShortenedSteps(DockerfileAnalysis before, DockerfileAnalysis after)
    {
        var (old, now) = (Commands(before), Commands(after));
        return old.Length == now.Length ? old.Zip(now).Count(pair => pair.Second < pair.First) : Math.Max(0, old.Sum() - now.Sum());

        static int[] Commands(DockerfileAnalysis analysis) => [.. analysis.Model.Instructions.Select(i => i.Run?.Commands.Length ?? 0)];
    }

    /// <summary>How often an index is refreshed.</summary>
    private static int Refreshes(DockerfileAnalysis analysis) => analysis.Model.Instructions.Sum(i =>
        (i.Run?.Operations.IsDefaultOrEmpty == false ? i.Run.Operations : []).Count(o => o.Effect == StoreEffect.Refresh));

    /// <summary>The commands that are not about indexes and caches are the same ones in the same order, stage by stage.</summary>
    private static void AssertSameCommands(DockerfileAnalysis before, DockerfileAnalysis after, string context) =>
        Assert.True(
            Commands(before.Model) == Commands(after.Model),
            $"The safe fix changes what runs.\n-- ran --\n{Commands(before.Model)}\n-- runs --\n{Commands(after.Model)}\n{context}");

    private static string Commands(BuildModel model)
    {
        var lines = new List<string>();
        foreach (var instruction in model.Instructions)
        {
            if (instruction.Run is not { Script.Script: { } script } run)
            {
                lines.Add(InstructionMeaning.Of(instruction, model));
                continue;
            }

            foreach (var command in run.Commands)
            {
                if (IsHygiene(command) || GoesNowhere(instruction, command))
                {
                    continue;
                }

                var words = command.Node.Words.Where(w => !MayBeAdded(w.ConstantValue)).Select(w => SameProgram(script.ToString(w)));
                var text = string.Join(' ', command.Node.Assignments.Select(script.ToString).Concat(words).Concat(command.Node.Redirections.Select(script.ToString)));
                lines.Add("    " + Backquoted().Replace(text, "$$($1)"));
            }
        }

        return string.Join('\n', lines.Where(l => l.Length > 0));
    }

    /// <summary>The older spelling of <c>$(…)</c>.</summary>
    [System.Text.RegularExpressions.GeneratedRegex("`([^`]*)`")]
    private static partial System.Text.RegularExpressions.Regex Backquoted();

    /// <summary>A <c>cd</c> to the directory that WORKDIR has set.</summary>
    private static bool GoesNowhere(InstructionFacts instruction, ScriptCommand command) =>
        command.Node.Words is [{ ConstantValue: "cd" }, { ConstantValue: { } target }] && instruction.Before?.WorkingDirectory == target;

    /// <summary>The options that rules are about: a safe fix may add them.</summary>
    private static bool MayBeAdded(string? word) =>
        word is "--no-cache" or "--no-cache-dir" or "--update" or "--update-cache" or "-U" or "-y" or "-n" or "-l" or "--progress=dot:giga" or "--setopt=keepcache=1" or "--with-new-pkgs";

    /// <summary>apt-get is what <c>apt</c> is for people (apt(8)).</summary>
    private static string SameProgram(string word) =>
        word switch { "apt" => "apt-get", "/usr/bin/apt" => "/usr/bin/apt-get", "full-upgrade" => "dist-upgrade", _ => word };

    private static bool IsHygiene(ScriptCommand command) =>
        command.Package is { Operation: PackageOperation.Refresh or PackageOperation.CleanAll or PackageOperation.CleanPackages }
        || (command.Deletion is { } deletion && PackageManagerTable.Stores.Any(s => deletion.IsOnly(s)))
        || command.View.Name is "set" or "true" or ":" or "exit" or null
        // What is deleted in a cache mount may shrink to what is outside of it.
        || command.View.Name == "rm";

    private static int ShellErrors(DockerfileAnalysis analysis) =>
        analysis.Model.Instructions.Sum(i => i.Run?.Script.Script?.Errors.Length ?? 0);

    private static AnalysisOptions Everything(AnalysisOptions options) => options with { Select = [], Ignore = [] };

    private static Dictionary<string, int> CountByRule(DockerfileAnalysis analysis) =>
        analysis.Findings.GroupBy(f => f.Rule.Id).ToDictionary(g => g.Key, g => g.Count());

    private static int CountBareLineFeeds(string text) =>
        Enumerable.Range(0, text.Length).Count(i => text[i] == '\n' && (i == 0 || text[i - 1] != '\r'));

    private static bool EndsLine(string text) => text.EndsWith('\n');
}
