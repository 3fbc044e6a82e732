namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class PackageDocumentationTests
{
    private static Verification Rule => Verify.Only("DLS1014");

    [Fact]
    public void The_first_install_speaks_for_those_behind_it() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update
            # the compiler
            RUN [|apt-get -qq install|] -y gcc
            RUN apt-get install -y make
            """)
        .Says("Unpacks the manual pages, documentation and translations of each package, here and in later steps, which next to nobody reads in a container")
        .Unsafe("no manual pages", """
            FROM debian:12
            RUN apt-get update
            RUN printf 'path-exclude=/usr/share/%s/*\n' doc info locale man > /etc/dpkg/dpkg.cfg.d/no-documentation && echo 'path-include=/usr/share/doc/*/copyright' >> /etc/dpkg/dpkg.cfg.d/no-documentation
            # the compiler
            RUN apt-get -qq install -y gcc
            RUN apt-get install -y make
            """);

    [Theory]
    [InlineData("FROM debian\nRUN [|apt-get install|] -y gcc")]
    [InlineData("FROM python:3.12 AS base\nRUN [|apt install|] -y gcc\nFROM base\nRUN apt-get install -y make")]
    [InlineData("FROM node:22-bookworm\nRUN apt-get update && apt-get upgrade -y\nRUN <<EOF\nset -e\n[|apt-get install|] -y gcc\nEOF")]
    [InlineData("FROM debian:12 AS base\nRUN [|apt-get install|] -y gcc\nFROM debian:12-slim AS other\nRUN apt-get install -y gcc\nFROM base\nCOPY --from=other /a /a")]
    public void Finds(string text) => Rule.Finds(text);

    [Theory]
    [InlineData("FROM debian:12-slim\nRUN apt-get install -y gcc")]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get install -y gcc")]
    [InlineData("FROM python:3.12-alpine\nRUN apt-get install -y gcc")]
    [InlineData("FROM nginx:1.27\nRUN apt-get install -y gcc")]
    [InlineData("FROM example.org/debian:12\nRUN apt-get install -y gcc")]
    [InlineData("FROM debian:12\nRUN apt-get update && apt-get install -y")]
    [InlineData("FROM debian:12\nRUN apt-get remove -y gcc")]
    [InlineData("FROM debian:12\nCOPY no-docs /etc/dpkg/dpkg.cfg.d/\nRUN apt-get install -y gcc")]
    [InlineData("FROM debian:12\nRUN echo path-exclude=/usr/share/man/* > /etc/dpkg/dpkg.cfg.d/man && apt-get install -y gcc")]
    [InlineData("FROM debian:12\nRUN apt-get install -y -o Dpkg::Options::='--path-exclude=/usr/share/man/*' gcc")]
    [InlineData("FROM debian:12\nONBUILD RUN apt-get install -y gcc")]
    [InlineData("FROM debian:12 AS build\nRUN apt-get install -y gcc\nFROM debian:12\nCOPY --from=build /out /out")]
    public void Finds_nothing(string text) => Rule.FindsNothing(text);

    [Fact]
    public void Who_is_not_root_cannot_settle_it() => Rule.Finds("FROM debian:12\nUSER app\nRUN sudo [|apt-get install|] -y gcc").Offers();

    [Fact]
    public void Is_off_by_default() => Assert.DoesNotContain(Invariants.Analyze("FROM debian:12\nRUN apt-get install -y gcc", new()).Findings, f => f.Rule.Id == "DLS1014");
}
