namespace DockerLsp.Tests.Engine.Rules.Scripts;

public sealed class MaskedStatusTests
{
    private static Verification Rule => Verify.Only("SC2155");

    [Theory]
    [InlineData("FROM debian:12\nRUN export [|A|]=$(a) && b")]
    [InlineData("FROM debian:12\nRUN export [|A|]=\"x$(a)\"; b")]
    [InlineData("FROM debian:12\nRUN export B=1 [|A|]=`a` && b")]
    [InlineData("FROM debian:12\nRUN readonly [|A|]=$(a) && b")]
    [InlineData("FROM debian:12\nRUN <<EOF\nset -e\nexport [|A|]=$(a)\nb\nEOF")]
    [InlineData("FROM debian:12\nONBUILD RUN export [|A|]=$(a) && b")]
    [InlineData("FROM debian:12 AS a\nRUN export [|A|]=$(a) && b\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN A=$(a) && export A && b")]
    [InlineData("FROM debian:12\nRUN export A=1 && b")]
    [InlineData("FROM debian:12\nRUN A=$(a) b")]
    [InlineData("FROM debian:12\nRUN echo export A=$(a)")]
    [InlineData("FROM debian:12\n# shellcheck disable=SC2155\nRUN export A=$(a) && b")]
    [InlineData("FROM debian:12\nRUN export A")]
    [InlineData("FROM debian:12\nRUN export \"A=$B\" && b")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN export [|A|]=$(a) && b", "FROM debian:12\nRUN A=$(a) && export A && b")]
    [InlineData("FROM debian:12\nRUN a && \\\n    export [|A|]=\"$(a)\" && \\\n    b", "FROM debian:12\nRUN a && \\\n    A=\"$(a)\" && export A && \\\n    b")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
