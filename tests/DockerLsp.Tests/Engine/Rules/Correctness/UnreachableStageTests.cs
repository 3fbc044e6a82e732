namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class UnreachableStageTests
{
    private static Verification Rule => Verify.Only("DLS3023");

    [Theory]
    [InlineData("[|FROM|] golang:1\nRUN make\nFROM debian:12")]
    [InlineData("[|FROM|] a:1\n[|FROM|] b:1\nFROM c:1")]
    [InlineData("FROM a:1 AS a\n[|FROM|] b:1\nFROM a")]
    [InlineData("[|from|] a:1\nfrom b:1")]
    [InlineData("[|FROM|] a:1\nRUN <<EOF\nFROM x\nEOF\nFROM b:1")]
    [InlineData("[|FROM|] a:1\nONBUILD RUN make\nFROM b:1")]
    [InlineData("[|FROM|] a:1\nRUN echo {{ a }} {% b %}\nFROM b:1")]
    [InlineData("[|FROM|] a:1\nMAKE it so\nFROM b:1")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM a:1")]
    [InlineData("FROM a:1 AS a\nFROM b:1")]
    [InlineData("FROM a:1\nFROM b:1\nCOPY --from=0 /a /a")]
    [InlineData("FROM a:1\nFROM b:1\nRUN --mount=type=bind,from=0,target=/a make")]
    [InlineData("FROM a:1\nFROM b:1\nCOPY --from=$STAGE /a /a")]
    [InlineData("FROM a:1\nFROM b:1\nONBUILD COPY --from=0 /a /a")]
    [InlineData("FROM a:1 AS build\nFROM build")]
    [InlineData("{% if c %}\nFROM a:1\n{% else %}\nFROM b:1\n{% endif %}\nRUN make")]
    [InlineData("FROM a:1\n<% if c %>\nFROM b:1")]
    [InlineData("FROM a:1\n{{ c }}\nFROM b:1")]
    [InlineData("FROM a:1\nFROM b:1\nCOPY --from={{c}} /a /a")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);
}
