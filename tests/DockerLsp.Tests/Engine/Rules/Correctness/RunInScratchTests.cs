namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class RunInScratchTests
{
    private static Verification Rule => Verify.Only("DLS3028");

    [Theory]
    [InlineData("FROM scratch\n[|RUN|] mkdir /a")]
    [InlineData("FROM scratch\n[|RUN|] [\"/a\"]")]
    [InlineData("FROM scratch\nENV A=1\n[|RUN|] <<EOF\nmake\nEOF")]
    [InlineData("FROM scratch AS a\nFROM a\n[|RUN|] mkdir /a")]
    [InlineData("FROM scratch\n[|RUN|] a\nRUN b")]
    [InlineData("FROM debian:12 AS a\nFROM scratch\n[|RUN|] a\nCOPY --from=a / /")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN a")]
    [InlineData("FROM scratch\nCOPY a /\nRUN a")]
    [InlineData("FROM scratch\nADD a.tgz /\nRUN a")]
    [InlineData("FROM scratch\nONBUILD RUN a")]
    [InlineData("FROM scratch\nRUN --mount=type=bind,target=/bin a")]
    [InlineData("FROM debian:12 AS scratch2\nFROM scratch2\nRUN a")]
    [InlineData("FROM $SCRATCH\nRUN a")]
    [InlineData("RUN a")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);
}
