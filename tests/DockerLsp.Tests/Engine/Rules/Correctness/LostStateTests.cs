namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class LostStateTests
{
    private static Verification Rule => Verify.Only("DLS3021");

    [Theory]
    [InlineData("FROM debian:12\nRUN [|export A=1|]")]
    [InlineData("FROM debian:12\nRUN mkdir /a && [|export A=1 B=$C|]")]
    [InlineData("FROM debian:12\nENV A=1\nRUN [|unset A|]")]
    [InlineData("FROM debian:12\nRUN make; [|A=1|]")]
    [InlineData("FROM debian:12\nRUN [|umask 022|]")]
    [InlineData("FROM debian:12\nRUN [|alias ll='ls -l'|]")]
    [InlineData("FROM debian:12\nRUN <<EOF\nmake\n[|export A=1|]\nEOF")]
    [InlineData("FROM debian:12\nONBUILD RUN [|export A=1|]")]
    [InlineData("FROM debian:12 AS a\nRUN [|export A=1|]\nFROM a\nRUN [|export B=1|]")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN export A=1 && make")]
    [InlineData("FROM debian:12\nRUN unset A; make")]
    [InlineData("FROM debian:12\nRUN A=1 make")]
    [InlineData("FROM debian:12\nRUN export")]
    [InlineData("FROM debian:12\nRUN make || export A=1")]
    [InlineData("FROM debian:12\nRUN export A=$(make)")]
    [InlineData("FROM debian:12\nRUN umask")]
    [InlineData("FROM debian:12\nRUN export A=1 > f")]
    [InlineData("FROM debian:12\nRUN (export A=1)")]
    [InlineData("FROM debian:12\nRUN make")]
    [InlineData("FROM debian:12\nRUN set -e")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:12\nENV A=1\nRUN [|unset A|]")
        .Says("Ends with this step: `A` is set again in the next one and in the image; `ENV A=` empties it");

    [Theory]
    [InlineData("FROM debian:12\nRUN [|export A=1 B=/b|]", "FROM debian:12\nENV A=1 B=/b")]
    [InlineData("FROM debian:12\nrun [|export PATH=/opt/bin:$PATH|]", "FROM debian:12\nenv PATH=/opt/bin:$PATH")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
