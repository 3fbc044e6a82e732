namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class CopyFromEmptyStageTests
{
    private static Verification Rule => Verify.Only("DLS3030");

    [Theory]
    [InlineData("FROM scratch AS a\nFROM debian:12\nCOPY [|--from=a|] /x /x")]
    [InlineData("FROM scratch\nENV A=1\nFROM debian:12\nCOPY [|--from=0|] /x /x")]
    [InlineData("FROM scratch AS A\nFROM debian:12\nCOPY --chown=1 [|--from=a|] /x /x")]
    [InlineData("FROM scratch AS a\nONBUILD COPY b /\nFROM debian:12\nCOPY [|--from=a|] /x /x")]
    [InlineData("FROM scratch AS a\nFROM scratch AS b\nCOPY [|--from=a|] /x /x")]
    [InlineData("FROM scratch AS a\nFROM debian:12\nCOPY [|--from=a|] /x /x\nCOPY [|--from=a|] /y /y")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM scratch AS a\nCOPY x /\nFROM debian:12\nCOPY --from=a /x /x")]
    [InlineData("FROM scratch AS a\nWORKDIR /x\nFROM debian:12\nCOPY --from=a /x /x")]
    [InlineData("FROM debian:12 AS a\nFROM debian:12\nCOPY --from=a /x /x")]
    [InlineData("FROM debian:12\nCOPY --from=scratch /x /x")]
    [InlineData("FROM scratch AS a\nFROM debian:12\nCOPY --from=$A /x /x")]
    [InlineData("FROM debian:12 AS b\nFROM b AS a\nFROM debian:12\nCOPY --from=a /x /x")]
    [InlineData("FROM scratch AS a\nADD x.tgz /\nFROM debian:12\nONBUILD COPY --from=a /x /x")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);
}
