namespace DockerLsp.Tests.Engine.Rules.Files;

public sealed class DestinationWithoutSlashTests
{
    private static Verification Rule => Verify.Only("DL3021");

    [Theory]
    [InlineData("FROM debian:12\nCOPY a b [|/x|]")]
    [InlineData("FROM debian:12\nCOPY a b c [|x|]")]
    [InlineData("FROM debian:12\nCOPY a b [|\"/x\"|]")]
    [InlineData("FROM debian:12\nCOPY [\"a\", \"b\", [|\"/x\"|]]")]
    [InlineData("FROM debian:12\nCOPY --chown=1 a b [|/x|]")]
    [InlineData("FROM debian:12 AS s\nFROM debian:12\nCOPY --from=s /a /b [|/x|]")]
    [InlineData("FROM debian:12\nONBUILD COPY a b [|/x|]")]
    [InlineData("FROM debian:12\nCOPY a b [|.|]")]
    [InlineData("FROM debian:12\nARG X=/y\nCOPY a b [|$X|]")]
    [InlineData("FROM debian:12\nCOPY a \\\n  b \\\n  [|/x|]")]
    public void Lacks_it(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nCOPY a /x")]
    [InlineData("FROM debian:12\nCOPY a b /x/")]
    [InlineData("FROM debian:12\nCOPY a b \"/x/\"")]
    [InlineData("FROM debian:12\nCOPY [\"a\", \"b\", \"/x/\"]")]
    [InlineData("FROM debian:12\nCOPY a b ./")]
    [InlineData("FROM debian:12\nARG X\nCOPY a b $X")]
    [InlineData("FROM debian:12\nARG X=/y/\nCOPY a b $X")]
    [InlineData("FROM debian:12\nCOPY a b c:\\\\x\\\\")]
    [InlineData("FROM debian:12\nADD a b /x")]
    [InlineData("FROM debian:12\nCOPY <<EOF /x\na\nEOF")]
    public void Has_it_or_needs_none(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Gets_it_for_the_working_directory() => Rule.Finds("FROM debian:12\nWORKDIR /w\nCOPY a b [|.|]")
        .Fixed("FROM debian:12\nWORKDIR /w\nCOPY a b ./");

    [Fact]
    public void Makes_a_folder() => Rule.Finds("FROM debian:12\nCOPY a b [|\"/x\"|]")
        .Unsafe("folder", "FROM debian:12\nCOPY a b \"/x/\"");
}
