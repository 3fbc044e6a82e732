namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class ArgOutOfScopeTests
{
    private static Verification Rule => Verify.Only("DLS3022");

    [Theory]
    [InlineData("ARG A=1\nFROM debian:12\nRUN echo [|$A|]")]
    [InlineData("ARG A=1\nFROM debian:12\nRUN echo \"x[|${A}|]y\" $A")]
    [InlineData("ARG A\nARG B\nFROM debian:12\nRUN echo [|$A|] [|$B|]")]
    [InlineData("ARG A_VERSION=1\nFROM debian:12\nRUN curl https://example.com/[|$A_VERSION|]")]
    [InlineData("ARG A=1\nFROM debian:12\nRUN <<EOF\necho [|$A|]\nEOF")]
    [InlineData("ARG A=1\nFROM debian:12 AS a\nRUN echo [|$A|]\nFROM debian:12\nRUN echo [|$A|]")]
    [InlineData("ARG A=1\nFROM debian:12 AS a\nARG A\nRUN echo $A\nFROM debian:12\nRUN echo [|$A|]")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("ARG A=1\nFROM debian:12\nARG A\nRUN echo $A")]
    [InlineData("FROM debian:12\nRUN echo $A")]
    [InlineData("ARG A=1\nFROM debian:12\nENV A=2\nRUN echo $A")]
    [InlineData("ARG A=1\nFROM debian:12\nRUN A=2; echo $A")]
    [InlineData("ARG A=1\nFROM debian:12\nRUN for A in 1 2; do echo $A; done")]
    [InlineData("ARG A=1\nFROM debian:12\nRUN echo ${A:-1}")]
    [InlineData("ARG NODE_VERSION=20\nFROM node:$NODE_VERSION\nRUN echo $NODE_VERSION")]
    [InlineData("ARG A=1\nFROM debian:12\nRUN echo '$A'")]
    [InlineData("ARG A=1\nFROM debian:12\nONBUILD RUN echo $A")]
    [InlineData("ARG A=1\nFROM debian:12\nRUN . /env && echo $A")]
    [InlineData("ARG A=1\nFROM debian:12\nRUN read A && echo $A")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("ARG A=1\nFROM debian:12\nRUN echo [|$A|]")
        .Says("Is empty here: the ARG of line 1 holds for FROM alone, and `ARG A` in this stage brings its value in");

    [Theory]
    [InlineData("ARG A=1\nFROM debian:12\n# why\nRUN echo [|$A|]", "ARG A=1\nFROM debian:12\nARG A\n# why\nRUN echo $A")]
    [InlineData("ARG A=1\nFROM debian:12\nRUN a\nRUN b [|$A|]\nRUN c [|$A|] $A", "ARG A=1\nFROM debian:12\nARG A\nRUN a\nRUN b $A\nRUN c $A $A")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
