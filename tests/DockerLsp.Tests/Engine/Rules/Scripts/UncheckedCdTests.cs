namespace DockerLsp.Tests.Engine.Rules.Scripts;

public sealed class UncheckedCdTests
{
    private static Verification Rule => Verify.Only("SC2164");

    [Theory]
    [InlineData("FROM debian:12\nRUN [|cd /a|]; make")]
    [InlineData("FROM debian:12\nRUN a; [|cd b|]; make")]
    [InlineData("FROM debian:12\nRUN <<EOF\n[|cd /a|]\nmake\nEOF")]
    [InlineData("FROM debian:12\nRUN ([|cd /a|]; make)")]
    [InlineData("FROM debian:12\nONBUILD RUN [|cd /a|]; make")]
    [InlineData("FROM debian:12\nRUN [|cd \"$A\"|]; make")]
    [InlineData("FROM debian:12 AS a\nRUN [|cd /a|]; make\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN cd /a && make")]
    [InlineData("FROM debian:12\nRUN cd /a || exit 1; make")]
    [InlineData("FROM debian:12\nRUN set -e; cd /a; make")]
    [InlineData("FROM debian:12\nRUN <<EOF\nset -ex\ncd /a\nmake\nEOF")]
    [InlineData("FROM debian:12\nRUN make; cd /a")]
    [InlineData("FROM debian:12\nRUN if cd /a; then make; fi")]
    [InlineData("FROM debian:12\nRUN cd /; make")]
    [InlineData("FROM debian:12\nRUN cd; make")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-ec\"]\nRUN cd /a; make")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN [|cd /a|]; make", "FROM debian:12\nRUN cd /a || exit 1; make")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);

    [Theory]
    [InlineData("/usr/src")]
    [InlineData("/usr/src/")]
    [InlineData("/usr")]
    public void A_folder_that_WORKDIR_made(string folder) => Rule
        .FindsNothing($"FROM debian:12\nWORKDIR /usr/src\nRUN cd {folder}; make\n");

    [Theory]
    [InlineData("/usr/src/app")]
    [InlineData("/usr/s")]
    [InlineData("/opt")]
    public void A_folder_beside_that_of_WORKDIR(string folder) => Rule
        .Finds($"FROM debian:12\nWORKDIR /usr/src\nRUN [|cd {folder}|]; make\n");
}
