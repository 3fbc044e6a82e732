using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>What is shown when the pointer rests on a place.</summary>
/// <param name="Span">The text that it is about.</param>
/// <param name="Markdown">CommonMark; text from the file in it is escaped.</param>
public sealed record Hover(TextSpan Span, string Markdown);

/// <summary>Explains instructions, package commands and findings.</summary>
public static class HoverProvider
{
    /// <summary>The hover at an offset, or null where there is nothing to say.</summary>
    public static Hover? GetHover(DockerfileAnalysis analysis, int position) => null;
}
