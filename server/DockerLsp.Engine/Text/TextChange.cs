namespace DockerLsp.Engine.Text;

/// <summary>One replacement: the span is that of the old text.</summary>
public readonly record struct TextChange(TextSpan Span, string NewText);
