using System.Text;
using CsCheck;

namespace DockerLsp.Tests.Engine.Syntax;

/// <summary>Makes texts that look like Dockerfiles, more or less.</summary>
internal static class DockerfileGenerators
{
    private static readonly string[] Fragments =
    [
        "FROM debian:12\n", "FROM a AS b\n", "RUN ", "run ", "COPY ", "ADD ", "ENV ", "LABEL ", "ARG ", "CMD ", "ENTRYPOINT ", "SHELL ", "ONBUILD ",
        "EXPOSE ", "VOLUME ", "USER ", "WORKDIR ", "STOPSIGNAL ", "HEALTHCHECK ", "MAINTAINER ", "RUNN ", "NONE", "apt-get update", " && ", "\\\n",
        "\\ \t\n", "`\n", "\\\\\n", "\\", "`", "\n", "\n", "\n", "\r\n", "\r", "# comment\n", "  # indented\n", "#\n", "#", "# escape=`\n",
        "# escape=\\\n", "# syntax=docker/dockerfile:1\n", "  # escape=`\n", "#!/bin/sh\n", "# check=skip=all\n", "# escape=x\n", "<<EOF", "<<-EOF",
        "<<'EOF'", "3<<\"B\"", "<<B", "EOF\n", "\tEOF\n", "B\n", "EOF", "[\"a\", \"b\\u00e9\\n\"]", "[1]", "[\"a\",]", "[", "]", "\"", "'", "$x",
        "${x:-", "}", "--from=b ", "--mount=type=cache,target=\"/x y\" ", "--", "-- ", "--x", " ", "  ", "\t", "a=b", "k v", "x=\"y z\"", "=", "é",
        "\ud83d\ude00", "\ud83d", "\0", "\u0001", "\ufeff", "\u00a0", "\v", "\f", "a", "bc ", "/d",
    ];

    /// <summary>Fragments in any order.</summary>
    public static readonly Gen<string> Soup = Gen.OneOfConst(Fragments).Array[0, 40].Select(string.Concat);

    /// <summary>Any characters at all.</summary>
    public static readonly Gen<string> Noise = Gen.Char.Array[0, 60].Select(c => new string(c));

    /// <summary>Bytes that were decoded, as a host would do it.</summary>
    public static readonly Gen<string> DecodedBytes = Gen.Byte.Array[0, 80].Select(b => Encoding.UTF8.GetString(b));

    /// <summary>Whole instructions, mostly well-formed.</summary>
    public static readonly Gen<string> Instruction = Gen.OneOfConst(
        "FROM debian:12 AS base\n",
        "# about\n\nFROM --platform=$BUILDPLATFORM golang AS build\n",
        "RUN apt-get update && \\\n  # inner\n\n    apt-get install -y curl\n",
        "RUN <<EOF\nset -e\n\necho \\\n# no comment\nEOF\n",
        "RUN cat <<A >x && cat <<-'B'\n1\nA\n\t2\n\tB\n",
        "COPY <<F --chown=a b /d\ncontent\nF\n",
        "ENV a=b \\\n    c=\"d e\"\n",
        "ENV k v w\r\n",
        "CMD [\"a\", \"b\"]\n",
        "ONBUILD RUN <<E\nx\nE\n",
        "HEALTHCHECK --interval=5s CMD curl x || exit 1\n",
        "EXPOSE 80 443/tcp\n",
        "LABEL \"x y\"=z\n",
        "\n\n# only a comment\n",
        "NOPE x\n",
        "USER a\\\nb\n");

    public static readonly Gen<string> Dockerfile = Gen.Select(
        Gen.OneOfConst("", "", "# escape=`\n", "# syntax=docker/dockerfile:1\n# check=skip=all\n", "\ufeff# syntax=a\n", "\n"),
        Gen.Frequency((6, Instruction), (1, Soup)).Array[0, 12])
        .Select((top, parts) => top + string.Concat(parts));

    public static readonly Gen<string> AnyText = Gen.Frequency((4, Soup), (4, Dockerfile), (1, Noise), (1, DecodedBytes));

    /// <summary>What an editor may put in or take out.</summary>
    public static readonly Gen<string> Insertion = Gen.Frequency(
        (3, Gen.Const("")), (6, Gen.OneOfConst(Fragments)), (2, Instruction), (1, Soup), (1, Noise));
}
