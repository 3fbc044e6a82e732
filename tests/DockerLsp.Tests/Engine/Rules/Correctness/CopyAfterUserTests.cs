namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class CopyAfterUserTests
{
    private static Verification Rule => Verify.Only("DLS3029");

    [Theory]
    [InlineData("FROM debian:12\nUSER app\n[|COPY|] a /a")]
    [InlineData("FROM debian:12\nUSER 1000:1000\n[|ADD|] a.tgz /a")]
    [InlineData("FROM debian:12\nUSER app\n[|COPY|] --from=0 a /a")]
    [InlineData("FROM debian:12\nUSER app\n[|copy|] <<EOF /a\nx\nEOF")]
    [InlineData("FROM debian:12 AS a\nUSER app\nFROM a\n[|COPY|] a /a")]
    [InlineData("FROM debian:12\nUSER root\nUSER app\n[|COPY|] a b /c/")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nCOPY a /a")]
    [InlineData("FROM debian:12\nUSER root\nCOPY a /a")]
    [InlineData("FROM debian:12\nUSER 0:0\nCOPY a /a")]
    [InlineData("FROM debian:12\nUSER app\nCOPY --chown=app a /a")]
    [InlineData("FROM debian:12\nUSER $APP\nCOPY a /a")]
    [InlineData("FROM debian:12\nUSER app\nONBUILD COPY a /a")]
    [InlineData("FROM debian:12\nUSER app\nUSER root\nCOPY a /a")]
    [InlineData("FROM debian:12\nUSER app\nRUN cp a b")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nUSER app\n[|COPY|] --from=0 a /a", "FROM debian:12\nUSER app\nCOPY --chown=app --from=0 a /a")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
