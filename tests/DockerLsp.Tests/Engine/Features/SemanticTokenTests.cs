using DockerLsp.Engine.Features;

namespace DockerLsp.Tests.Engine.Features;

public class SemanticTokenTests
{
    [Theory]
    [InlineData("FROM --platform=$P a:1 AS b\n", "Keyword:FROM Property:--platform= Variable:$P Type:a:1 Keyword:AS Namespace:b")]
    [InlineData("FROM a:${V}-x\n", "Keyword:FROM Type:a: Variable:${V} Type:-x")]
    [InlineData("# syntax=x\nFROM a\n", "Macro:# syntax= String:x Keyword:FROM Type:a")]
    [InlineData("# c\nFROM a\n# d", "Comment:# c Keyword:FROM Type:a Comment:# d")]
    [InlineData("ENV A=1 B=\"x $A\"\n", "Keyword:ENV VariableDefinition:A Operator:= String:1 VariableDefinition:B Operator:= String:\"x  Variable:$A String:\"")]
    [InlineData("LABEL a.b=c\n", "Keyword:LABEL Property:a.b Operator:= String:c")]
    [InlineData("COPY --from=build /a $X/\n", "Keyword:COPY Property:--from= Namespace:build String:/a Variable:$X String:/")]
    [InlineData("CMD [\"a\"]\n", "Keyword:CMD Operator:[ String:\"a\" Operator:]")]
    [InlineData("EXPOSE 80/tcp\n", "Keyword:EXPOSE Number:80/tcp")]
    [InlineData("ONBUILD USER a\n", "Keyword:ONBUILD Keyword:USER String:a")]
    [InlineData("HEALTHCHECK --retries=3 CMD curl x\n", "Keyword:HEALTHCHECK Property:--retries= String:3 Keyword:CMD Function:curl")]
    [InlineData("RUN a -b --c=d 'e' $F && g\n", "Keyword:RUN Function:a Property:-b Property:--c String:'e' Variable:$F Operator:&& Function:g")]
    [InlineData("RUN if a; then b; fi >x\n", "Keyword:RUN Keyword:if Function:a Operator:; Keyword:then Function:b Operator:; Keyword:fi Operator:>")]
    [InlineData("RUN X=1 a\n", "Keyword:RUN VariableDefinition:X Number:1 Function:a")]
    [InlineData("RUN a \\\n  # c\n  b\n", "Keyword:RUN Function:a Comment:# c")]
    [InlineData("RUN a \"b\\\nc\"\n", "Keyword:RUN Function:a String:\"b String:c\"")]
    [InlineData("RUN <<E\n# c\na $X\nE\n", "Keyword:RUN Macro:<<E Comment:# c Function:a Variable:$X Macro:E")]
    [InlineData("COPY <<E /x\na $X\nE\n", "Keyword:COPY Macro:<<E String:/x String:a  Variable:$X Macro:E")]
    [InlineData("COPY <<'E' /x\na $X\nE\n", "Keyword:COPY Macro:<<'E' String:/x String:a $X Macro:E")]
    [InlineData("RUN echo \"$(id -u) x\"\n", "Keyword:RUN Function:echo String:\" Operator:$( Function:id Property:-u Operator:) String: x\"")]
    public void Each_piece_has_its_kind(string text, string expected)
    {
        var analysis = FeatureText.Analyze(text);
        Assert.Equal(expected, string.Join(' ', SemanticTokenProvider.GetTokens(analysis).Select(t => $"{t.Kind}:{analysis.Text.ToString(t.Span)}")));
    }

    [Fact]
    public void A_range_has_the_tokens_of_its_instructions()
    {
        var analysis = FeatureText.Analyze("FROM a\nRUN b\nRUN c\n");
        Assert.Equal(["RUN", "b"], SemanticTokenProvider.GetTokens(analysis, new(8, 2)).Select(t => analysis.Text.ToString(t.Span)));
    }
}
