namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class UndefinedVariableTests
{
    private static Verification Rule => Verify.Only("UndefinedVar");

    [Theory]
    [InlineData("FROM alpine:3 AS base\nCOPY [|$foo|] .")]
    [InlineData("FROM alpine:3\nCOPY Dockerfile[|${foo}|] .")]
    [InlineData("FROM alpine:3\nARG VERSION=[|$foo|]")]
    [InlineData("FROM debian:12\nENV PATH=[|$PAHT|]:/app")]
    [InlineData("FROM debian:12\nWORKDIR [|$APP|]")]
    [InlineData("FROM debian:12\nWORKDIR [|$HOME|]/x")]
    [InlineData("FROM debian:12\nUSER [|${UID}|]")]
    [InlineData("FROM debian:12\nEXPOSE [|$PORT|]")]
    [InlineData("FROM debian:12\nVOLUME [|$DATA|]")]
    [InlineData("FROM debian:12\nLABEL a=[|$B|]")]
    [InlineData("FROM debian:12\nSTOPSIGNAL [|$S|]")]
    [InlineData("FROM debian:12\nADD [|$URL|] /x")]
    [InlineData("FROM debian:12\nCOPY --chown=[|$U|] a /b")]
    [InlineData("FROM debian:12\nRUN --mount=type=cache,target=[|$CACHE|] true")]
    [InlineData("ARG V=1\nFROM debian:12\nLABEL v=[|$V|]")]
    [InlineData("FROM a:1 AS a\nARG V=1\nFROM debian:12\nLABEL v=[|$V|]")]
    [InlineData("FROM debian:12\nLABEL a=[|$B|]\nARG B")]
    [InlineData("FROM debian:12\nENV A=1 B=[|$C|]")]
    [InlineData("ARG V=1\nFROM ghcr.io/acme/base:1\nLABEL v=[|$V|]")]
    [InlineData("FROM ghcr.io/acme/base:1\nENV PATH=[|$PAHT|]:/x")]
    [InlineData("FROM debian:12\nCOPY [\"[|$A|]\", \"/b\"]")]
    [InlineData("FROM debian:12\nENV A=\"x [|$B|]\"")]
    [InlineData("FROM scratch\nENV A=[|${B%x}|]")]
    [InlineData("FROM debian:12 AS a\nFROM a\nLABEL x=[|$NOPE|]")]
    [InlineData("FROM debian:12\nCOPY a \\\n  [|$B|]")]
    [InlineData("FROM debian:12\nARG A=[|$A|]")]
    [InlineData("FROM debian:12\nCOPY <<EOF /x\necho '[|$1|]' \"$2\"\nEOF")]
    [InlineData("FROM debian:12\nADD <<A <<\"B\" <<-C /x/\n\\$x [|${y}|]\nA\n$y\nB\n\t[|$z|]\n\tC")]
    [InlineData("# escape=`\nFROM debian:12\nCOPY <<EOF /x\n\\$a `[|$b|]\nEOF")]
    [InlineData("ARG V=1\nFROM ghcr.io/acme/base:1\nCOPY <<EOF /x\n$uri [|$V|]\nEOF")]
    public void Is_not_defined(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM alpine:3\nARG foo\nCOPY $foo .")]
    [InlineData("FROM python:3.12 AS base\nARG VERSION=$PYTHON_VERSION")]
    [InlineData("FROM ghcr.io/acme/base:1\nARG VERSION=$SOMETHING_OF_THE_BASE")]
    [InlineData("FROM debian:12\nENV A=1\nENV B=$A")]
    [InlineData("FROM debian:12\nENV PATH=/x:$PATH")]
    [InlineData("FROM debian:12\nRUN echo $foo")]
    [InlineData("FROM debian:12\nCMD echo $foo")]
    [InlineData("FROM debian:12\nENTRYPOINT [\"sh\", \"-c\", \"$foo\"]")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD echo $foo")]
    [InlineData("FROM debian:12\nENV A=${B:-x}")]
    [InlineData("FROM debian:12\nENV A=/x${B:+:}")]
    [InlineData("FROM debian:12\nENV A='$B'")]
    [InlineData("FROM debian:12\nENV A=\\$B")]
    [InlineData("FROM debian:12\nONBUILD COPY $foo .")]
    [InlineData("FROM debian:12 AS a\nARG V=1\nFROM a\nLABEL v=$V")]
    [InlineData("FROM debian:12 AS a\nENV V=1\nFROM a\nLABEL v=$V")]
    [InlineData("FROM debian:12\nARG A=1 B=$A")]
    [InlineData("FROM debian:12\nARG A\nLABEL a=$A")]
    [InlineData("FROM debian:12\nSHELL [\"$X\"]")]
    [InlineData("FROM node:22\nLABEL v=$NODE_VERSION")]
    [InlineData("FROM debian:12\nENV P=$HTTP_PROXY")]
    [InlineData("FROM debian:12\nCOPY --from=x:1 /a /b")]
    [InlineData("FROM debian:12\nCOPY <<'EOF' /x\n$1\nEOF")]
    [InlineData("FROM debian:12\nARG A=1\nCOPY <<EOF /x\n$A ${B:-x} $PATH $(pwd) \\$1 cost: 5$\nEOF")]
    [InlineData("FROM nginx\nONBUILD COPY <<EOF /x\n$1\nEOF")]
    [InlineData("FROM debian:12\nRUN <<EOF\necho $1\nEOF")]
    [InlineData("FROM debian:12\nRUN cat <<EOF > /x\n$1\nEOF")]
    [InlineData("FROM python:3.12-windowsservercore-ltsc2022\nWORKDIR $ProgramFiles")]
    public void Is_defined_or_none_of_ours(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_nearly_defined() => Rule.Finds("FROM debian:12\nARG VERSION=1\nLABEL v=[|${VERSOIN}|]")
        .Unsafe("value changes", "FROM debian:12\nARG VERSION=1\nLABEL v=${VERSION}");

    [Fact]
    public void Is_declared_for_FROM_only() => Rule.Finds("ARG VERSION=12\nFROM debian:$VERSION\n# which one\nLABEL v=[|$VERSION|]")
        .Unsafe("in this stage", "ARG VERSION=12\nFROM debian:$VERSION\nARG VERSION\n# which one\nLABEL v=$VERSION");

    [Fact]
    public void Names_itself() => Rule.Finds("FROM debian:12\nARG NEW_RELIC=1\nARG NEW_RELIC_KEY=[|${NEW_RELIC_KEY}|]")
        .Says("`NEW_RELIC_KEY` is empty in its own default: `ARG NEW_RELIC_KEY` alone takes what `--build-arg` gives")
        .Offers();

    [Fact]
    public void Says_that_it_comes_later() => Rule.Finds("FROM debian:12\nLABEL a=[|$B|]\nARG B")
        .Says("`B` is declared only in line 3, and empty here");

    [Fact]
    public void Says_where_it_is_known() => Rule.Finds("ARG V=1\nFROM debian:12\nLABEL v=[|$V|]")
        .Says("`V` is known to FROM only, and empty here: `ARG V` brings it into the stage");
}
