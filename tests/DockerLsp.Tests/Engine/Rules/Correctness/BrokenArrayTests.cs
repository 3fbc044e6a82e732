namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class BrokenArrayTests
{
    private static Verification Rule => Verify.Only("DLS3020");

    [Theory]
    [InlineData("FROM debian:12\nRUN [|['echo', 'a']|]")]
    [InlineData("FROM debian:12\nVOLUME [|['/data']|]")]
    [InlineData("FROM debian:12\nCOPY [|['a', '/b']|]")]
    [InlineData("FROM debian:12\nADD [|[\"a\", '/b']|]")]
    [InlineData("FROM debian:12\nRUN [|[\"echo\", \"a\",]|]")]
    [InlineData("FROM debian:12\nVOLUME [|[“/data”]|]")]
    [InlineData("FROM debian:12\nONBUILD RUN [|['echo', 'a']|]")]
    [InlineData("FROM debian:12 AS a\nVOLUME [|['/a']|]\nFROM a\nVOLUME [|['/b']|]")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN [\"echo\", \"a\"]")]
    [InlineData("FROM debian:12\nRUN [ -f /a ] && echo a")]
    [InlineData("FROM debian:12\nRUN [ \"$A\" = b ]")]
    [InlineData("FROM debian:12\nRUN [ \"$A\" ]")]
    [InlineData("FROM debian:12\nRUN [[ \"$A\" == b ]] && echo ']'")]
    [InlineData("FROM debian:12\nVOLUME /data")]
    [InlineData("FROM debian:12\nVOLUME [\"/data\"]")]
    [InlineData("FROM debian:12\nCOPY a /b")]
    [InlineData("FROM debian:12\nCMD ['a', 'b']")]
    [InlineData("FROM debian:12\nRUN <<EOF\n['a', 'b']\nEOF")]
    [InlineData("FROM debian:12\nCOPY [a] /b")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nVOLUME [|['/data', '/cache']|]", "FROM debian:12\nVOLUME [\"/data\", \"/cache\"]")]
    [InlineData("FROM debian:12\nCOPY --chown=1 [|['a', '/b']|]", "FROM debian:12\nCOPY --chown=1 [\"a\", \"/b\"]")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
