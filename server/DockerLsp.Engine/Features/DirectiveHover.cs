namespace DockerLsp.Engine.Features;

/// <summary>Explains the parser directives at the top of a file.</summary>
internal static class DirectiveHover
{
    public static Hover? Get(DockerfileAnalysis analysis, int position)
    {
        foreach (var directive in analysis.Tree.Directives.Items)
        {
            if (position < directive.Span.Start || position > directive.Span.End)
            {
                continue;
            }

            var text = directive.Name switch
            {
                "syntax" => "**Frontend** · the image that reads this file instead of the one built into BuildKit. `docker/dockerfile:1` is the newest stable syntax; it is looked up when the build starts",
                "escape" => "**Escape character** · what continues a line and escapes a character in this file; a backslash unless this says "
                    + "`` ` ``, as Windows paths want",
                "check" => "**Build checks** · `skip=RULE,…` leaves out checks of `docker build --check`, `skip=all` every one; `error=true` makes the build stop at what they find",
                _ => null,
            };
            return text is null ? null : new Hover(directive.Span, text);
        }

        return null;
    }
}
