using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A download that anyone on the way can exchange.</summary>
public sealed class ClearTextDownload : Rule
{
    private const string Message = "Comes in clear text: anyone on the way can exchange it, and nothing here compares it with a checksum or signature";

    public override RuleDescriptor Descriptor { get; } =
        new("DLS4015", "ClearTextDownload", "Download without encryption", "Security", Severity.Info)
        {
            Aliases = ["S5332"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run | InstructionKinds.Add;

    public override ImmutableArray<string> Calls => ["curl", "wget"];

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is AddSyntax add && !add.Flags.Any(f => f.Name == "checksum"))
        {
            foreach (var source in add.Sources)
            {
                if (SchemeOf(source.Text) is { } scheme)
                {
                    Report(Operand.SpanOf(add, source, scheme), context);
                }
            }
        }

        if (instruction.Run is not { } run || run.Script.Tree?.Text.Text.Contains("http://", StringComparison.OrdinalIgnoreCase) != true || run.Commands.Any(Verifies))
        {
            return;
        }

        foreach (var command in run.Commands)
        {
            if (command.View.Name is not ("curl" or "wget"))
            {
                continue;
            }

            foreach (var word in command.View.Arguments)
            {
                if (word.Parts is [ShellLiteral { Text: var text } first, ..] && SchemeOf(text) is { } scheme)
                {
                    Report(RuleContext.SpanOf(instruction, scheme.Shift(first.Span.Start)), context);
                }
                else if (word.Parts is [ShellDoubleQuoted { Parts: [ShellLiteral { Text: var inner } quoted, ..] }] && SchemeOf(inner) is { } quotedScheme)
                {
                    Report(RuleContext.SpanOf(instruction, quotedScheme.Shift(quoted.Span.Start)), context);
                }
            }
        }
    }

    private void Report(TextSpan span, RuleContext context) => context.Report(new Finding(Descriptor, span, Message)
    {
        Fixes = LacksHttps(context.Model.Tree.Text, span.End)
            ? []
            : [new Fix("Use https (fails with a server that lacks it)", Applicability.Unsafe, [new TextChange(span, "https://")])],
    });

    /// <summary>Whether the host at the offset is one of Ubuntu's, which answer http alone: apt compares signatures, curl does not.</summary>
    private static bool LacksHttps(SourceText text, int offset)
    {
        var end = offset;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-'))
        {
            end++;
        }

        var host = text.ToString(TextSpan.FromBounds(offset, end));
        return host.EndsWith("archive.ubuntu.com", StringComparison.OrdinalIgnoreCase) || host.Equals("security.ubuntu.com", StringComparison.OrdinalIgnoreCase)
            || host.Equals("ports.ubuntu.com", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The <c>http://</c> of a URL of another machine; null where it is none.</summary>
    private static TextSpan? SchemeOf(string text)
    {
        var start = text is ['"' or '\'', ..] ? 1 : 0;
        if (!text.AsSpan(start).StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = text[(start + 7)..];
        var host = rest[..(rest.AsSpan().IndexOfAny("/:?\"'") is var end and >= 0 ? end : rest.Length)];
        // A name without a dot is one of the build's own network; an unknown one may be.
        return host.Contains('.', StringComparison.Ordinal) && !host.Contains('$', StringComparison.Ordinal) && !host.EndsWith(".local", StringComparison.Ordinal)
            && !host.EndsWith(".internal", StringComparison.Ordinal) && !char.IsAsciiDigit(host[0])
            ? new TextSpan(start, 7)
            : null;
    }

    private static bool Verifies(ScriptCommand command) =>
        command.View.Name is "sha256sum" or "sha512sum" or "sha1sum" or "shasum" or "gpg" or "gpgv" or "md5sum" or "cosign" or "minisign" or "openssl" or "sha384sum" or "sha224sum";
}
