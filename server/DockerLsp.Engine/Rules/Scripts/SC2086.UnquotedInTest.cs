using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Scripts;

/// <summary>A variable that may be empty, without quotes in a test. ShellCheck knows many more places.</summary>
public sealed class UnquotedInTest : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("SC2086", "UnquotedInTest", "Variable without quotes in a test", "Scripts", Severity.Info)
        {
            Aliases = ["S6570"],
            Fixes = FixAvailability.Sometimes,
        };

    public override ImmutableArray<string> Calls => ["[", "test"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.View.Name is not ("[" or "test") || instruction.Before is not { } before)
        {
            return;
        }

        foreach (var word in command.View.Arguments)
        {
            // An ARG without a value is empty until the command line gives it one.
            if (word.Parts is not [ShellParameter { Operation: "", IsLength: false, IsIndirect: false, Subscript: null } parameter]
                || !before.Arguments.TryGetValue(parameter.Name, out var value) || !string.IsNullOrEmpty(value) || before.Environment.ContainsKey(parameter.Name)
                || NamesImage(before.Image.Name, parameter.Name))
            {
                continue;
            }

            var span = RuleContext.SpanOf(instruction, word.Span);
            context.Report(new Finding(
                Descriptor, span, $"Is no word at all where `{parameter.Name}` is empty, as it is without `--build-arg`: the test then fails or says the opposite")
            {
                Fixes = instruction.Run is { Script.IsUnderstood: true }
                    ? [new Fix("Quote it (an empty value then counts)", Applicability.Unsafe, [new TextChange(new TextSpan(span.Start, 0), "\""), new TextChange(new TextSpan(span.End, 0), "\"")])]
                    : [],
            });
        }
    }

    /// <summary>
    /// Whether the image of FROM bears the variable where a name without it is none, as in <c>php:$VERSION</c> and <c>php:8-$VARIANT</c>:
    /// where it is empty, the build has ended there.
    /// </summary>
    private static bool NamesImage(string image, string variable)
    {
        foreach (var reference in VariableReference.FindAll(image, '\\'))
        {
            var (start, end) = (reference.Span.Start, reference.Span.End);
            if (reference.Name == variable && image.AsSpan(start, end - start).IndexOfAny("-+") < 0
                && (start > 0 ? image[start - 1] is ':' or '/' or '-' or '.' or '@' : end == image.Length || image[end] is ':' or '/' or '-' or '.' or '@'))
            {
                return true;
            }
        }

        return false;
    }
}
