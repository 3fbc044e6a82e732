using System.Collections.Immutable;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>How an instruction is written.</summary>
/// <param name="Label">The whole syntax.</param>
/// <param name="Documentation">What it is for.</param>
/// <param name="Parameters">Where each argument stands in the label, and what it is for.</param>
/// <param name="ActiveParameter">The one being typed.</param>
public sealed record Signature(string Label, string Documentation, ImmutableArray<(TextSpan Span, string Documentation)> Parameters, int ActiveParameter);

/// <summary>Shows the syntax of the instruction being typed.</summary>
public static class SignatureProvider
{
    /// <summary>The syntax; null where no arguments are being typed.</summary>
    public static Signature? GetSignature(DockerfileAnalysis analysis, int position)
    {
        var site = ArgumentSite.Find(analysis, position);
        if (site.Kind != SiteKind.Arguments || InstructionDocs.Of(site.Instruction) is not { } doc)
        {
            return null;
        }

        var label = (site.IsTrigger ? "ONBUILD " : "") + SyntaxFacts.GetKeyword(site.Instruction);
        var parameters = ImmutableArray.CreateBuilder<(TextSpan, string)>();
        foreach (var parameter in doc.Parameters)
        {
            label += " ";
            parameters.Add((new TextSpan(label.Length, parameter.Label.Length), parameter.Summary));
            label += parameter.Label;
        }

        return new Signature(label, doc.Summary, parameters.ToImmutable(), Active(site, doc));
    }

    private static int Active(ArgumentSite site, InstructionDoc doc)
    {
        if (site.Flag is { } flag)
        {
            var name = flag.TrimStart('-').Split('=')[0];
            for (var i = 0; i < doc.Parameters.Length; i++)
            {
                if (doc.Parameters[i].Flag is { } known && known.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }

            return 0;
        }

        var first = 0;
        while (first < doc.Parameters.Length && doc.Parameters[first].Flag is not null)
        {
            first++;
        }

        return Math.Min(first + site.Words.Length, doc.Parameters.Length - 1);
    }
}
