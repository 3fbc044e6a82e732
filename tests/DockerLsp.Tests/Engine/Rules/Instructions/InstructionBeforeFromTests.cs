namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class InstructionBeforeFromTests
{
    private static Verification Rule => Verify.Only("DL3061");

    [Theory]
    [InlineData("[|LABEL|] a=b\nFROM debian:12")]
    [InlineData("[|RUN|] true\nFROM debian:12")]
    [InlineData("ARG V\n[|ENV|] A=1\nFROM debian:$V")]
    [InlineData("[|RUN|] a\n[|RUN|] b\nFROM debian:12")]
    [InlineData("[|RUN|] a\nRUN b")]
    [InlineData("[|ONBUILD|] RUN a\nFROM debian:12")]
    [InlineData("[|COPY|] a b")]
    public void Stands_before_FROM(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12")]
    [InlineData("ARG V=12\nFROM debian:$V")]
    [InlineData("# syntax=docker/dockerfile:1\n# c\nFROM debian:12")]
    [InlineData("ARG A\nARG B\nFROM debian:12\nRUN a")]
    [InlineData("FROM debian:12\nRUN a\nFROM debian:12")]
    [InlineData("\n\nFROM debian:12")]
    [InlineData("ARG A")]
    public void May_stand_there(string dockerfile) => Rule.FindsNothing(dockerfile);
}
