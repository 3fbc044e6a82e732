using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DockerLsp.Engine;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine;

/// <summary>Writes all that a user can see of an analysis as text, so that two analyses can be compared.</summary>
internal static class AnalysisPrinter
{
    public static string Print(DockerfileAnalysis analysis) => SyntaxTreePrinter.Print(analysis.Tree) + Print(analysis.Findings)
        + string.Concat(analysis.Layers.Stages.Select(s => $"stage {s.Index} of {s.StepCount} steps needs {string.Join(' ', s.Uses)}\n"));

    public static string Print(ImmutableArray<Finding> findings)
    {
        var output = new StringBuilder();
        foreach (var finding in findings)
        {
            output.Append(CultureInfo.InvariantCulture, $"{finding.Rule.Id} {finding.Severity} {finding.Span} {finding.Message} {finding.IsUnnecessary} {finding.IsDeprecated}\n");
            foreach (var related in finding.Related)
            {
                output.Append(CultureInfo.InvariantCulture, $"  see {related.Span} {related.Message}\n");
            }

            foreach (var fix in finding.Fixes)
            {
                output.Append(CultureInfo.InvariantCulture, $"  fix {fix.Applicability} {fix.Layering} {fix.Title}\n");
                foreach (var edit in fix.Edits)
                {
                    output.Append(CultureInfo.InvariantCulture, $"    {edit.Span} {edit.NewText.ReplaceLineEndings("⏎")}\n");
                }
            }

            foreach (var refusal in finding.Refusals)
            {
                output.Append(CultureInfo.InvariantCulture, $"  refused {refusal.Span} {refusal.Title}: {refusal.Reason}\n");
            }
        }

        return output.ToString();
    }

    /// <summary>The findings as an author of a test reads them: rule, line, marked text and message.</summary>
    public static string Describe(SourceText text, IEnumerable<Finding> findings)
    {
        var output = new StringBuilder();
        foreach (var finding in findings)
        {
            output.Append(CultureInfo.InvariantCulture, $"  {finding.Rule.Id} line {text.GetLineNumber(finding.Span.Start) + 1} `{text.ToString(finding.Span)}` {finding.Message}\n");
            foreach (var fix in finding.Fixes)
            {
                output.Append(CultureInfo.InvariantCulture, $"    {fix.Applicability}: {fix.Title}\n");
            }

            foreach (var refusal in finding.Refusals)
            {
                output.Append(CultureInfo.InvariantCulture, $"    refused: {refusal.Reason}\n");
            }
        }

        return output.Length == 0 ? "  nothing\n" : output.ToString();
    }
}
