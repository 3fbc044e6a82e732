using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>A place where the text is not a Dockerfile that BuildKit accepts.</summary>
/// <param name="Span">Where; absolute, unless it comes from a green node.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Code">A stable name in kebab case.</param>
public sealed record SyntaxDiagnostic(TextSpan Span, string Message, string Code)
{
    /// <summary>The code of a line whose first word is no instruction nor like one: it rather continues the line above.</summary>
    public const string LostLine = "lost-line";
}

/// <summary>What it took to make a version of a tree: the measure by which incremental parsing is tested.</summary>
/// <param name="InstructionsParsed">Instructions that were read from the text rather than shared with the version before.</param>
/// <param name="TokensMade">Tokens of those instructions.</param>
/// <param name="CharactersRead">Characters that the parser looked at.</param>
public readonly record struct ParseStatistics(int InstructionsParsed, int TokensMade, long CharactersRead);
