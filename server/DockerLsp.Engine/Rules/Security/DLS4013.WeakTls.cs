using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A download that allows a TLS version that is broken.</summary>
public sealed class WeakTls : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4013", "WeakTls", "Outdated TLS version", "Security", Severity.Info)
        {
            Aliases = ["S4423"],
            Fixes = FixAvailability.Sometimes,
        };

    public override ImmutableArray<string> Calls => ["curl", "wget", "openssl"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        var words = command.View.Arguments;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].ConstantValue is not { } text)
            {
                continue;
            }

            var next = i + 1 < words.Length ? words[i + 1].ConstantValue : null;
            var (isWeak, better) = command.View.Name switch
            {
                "curl" => (text is "--tlsv1" or "--tlsv1.0" or "--tlsv1.1" or "--sslv2" or "--sslv3" || (text == "--tls-max" && next is "1.0" or "1.1"),
                    text.StartsWith("--tlsv1", StringComparison.Ordinal) || text.StartsWith("--sslv", StringComparison.Ordinal) ? "--tlsv1.2" : null),
                "wget" => (text is "--secure-protocol=SSLv2" or "--secure-protocol=SSLv3" or "--secure-protocol=TLSv1" or "--secure-protocol=TLSv1_1", "--secure-protocol=TLSv1_2"),
                "openssl" => (text is "-ssl2" or "-ssl3" or "-tls1" or "-tls1_1", null),
                _ => (false, null),
            };
            if (!isWeak)
            {
                continue;
            }

            var span = RuleContext.SpanOf(instruction, words[i].Span);
            context.Report(new Finding(Descriptor, span, "Allows a version of TLS before 1.2, which can be broken on the way")
            {
                Fixes = better is not null && words[i].PlainText is not null
                    ? [new Fix("Ask for TLS 1.2 (fails with a server that lacks it)", Applicability.Unsafe, [new TextChange(span, better)])]
                    : [],
            });
        }
    }
}
