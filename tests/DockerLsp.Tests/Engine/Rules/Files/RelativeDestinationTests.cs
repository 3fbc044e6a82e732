namespace DockerLsp.Tests.Engine.Rules.Files;

public sealed class RelativeDestinationTests
{
    private static Verification Rule => Verify.Only("DL3045");

    [Theory]
    [InlineData("FROM debian:12\nCOPY a [|b|]")]
    [InlineData("FROM debian:12\nCOPY a [|.|]")]
    [InlineData("FROM debian:12\nCOPY a [|\"b\"|]")]
    [InlineData("FROM debian:12\nCOPY [\"a\", [|\"b\"|]]")]
    [InlineData("FROM debian:12\nCOPY a [|./b/|]")]
    [InlineData("FROM debian:12 AS x\nWORKDIR /w\nFROM debian:12\nCOPY a [|b|]")]
    [InlineData("FROM debian:12\nCOPY a [|b|]\nWORKDIR /w")]
    [InlineData("FROM debian:12\nONBUILD COPY a [|b|]")]
    [InlineData("FROM debian:12\nCOPY --from=x:1 /a [|b|]")]
    [InlineData("FROM debian:12\nCOPY <<a [|b|]\nx\na")]
    public void Counts_from_who_knows_where(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nCOPY a /b")]
    [InlineData("FROM debian:12\nCOPY a \"/b\"")]
    [InlineData("FROM debian:12\nWORKDIR /w\nCOPY a b")]
    [InlineData("FROM debian:12\nWORKDIR $W\nCOPY a .")]
    [InlineData("FROM debian:12 AS x\nWORKDIR /w\nFROM x\nCOPY a b")]
    [InlineData("FROM debian:12\nCOPY a $DEST")]
    [InlineData("FROM debian:12\nCOPY a \"$DEST\"/b")]
    [InlineData("FROM debian:12\nCOPY a ${DEST}/b")]
    [InlineData("FROM debian:12\nCOPY a c:\\\\x")]
    [InlineData("FROM debian:12\nCOPY a \"D:/x\"")]
    [InlineData("FROM debian:12\nADD a b")]
    [InlineData("FROM debian:12\nONBUILD WORKDIR /w\nONBUILD COPY a b")]
    [InlineData("FROM debian:12\nWORKDIR /w\nONBUILD COPY a b")]
    [InlineData("FROM debian:12 AS x\nWORKDIR /w\nFROM x AS y\nFROM y\nCOPY a b")]
    public void Counts_from_a_known_place(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_the_root_on_scratch() => Rule.Finds("FROM scratch\nCOPY a [|b/|]")
        .Fixed("FROM scratch\nCOPY a /b/");
}
