using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>What is shown when the pointer rests on a place.</summary>
/// <param name="Span">The text that it is about.</param>
/// <param name="Markdown">CommonMark; text from the file in it is escaped.</param>
public sealed record Hover(TextSpan Span, string Markdown);
