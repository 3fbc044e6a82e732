namespace DockerLsp.Tests.Engine.Rules.Scripts;

public sealed class UnquotedInTestTests
{
    private static Verification Rule => Verify.Only("SC2086");

    [Theory]
    [InlineData("FROM debian:12\nARG A\nRUN [ [|$A|] = 1 ] && b")]
    [InlineData("FROM debian:12\nARG A\nRUN if [ -n [|$A|] ]; then b; fi")]
    [InlineData("FROM debian:12\nARG A\nRUN test [|${A}|] = 1 || b")]
    [InlineData("FROM debian:12\nARG A=\nRUN [ x = [|$A|] ]")]
    [InlineData("FROM debian:12\nARG A\nRUN <<EOF\n[ [|$A|] = 1 ] && b\nEOF")]
    [InlineData("FROM debian:12\nARG A\nONBUILD RUN [ [|$A|] = 1 ]")]
    [InlineData("FROM debian:12 AS a\nARG A\nRUN [ [|$A|] = 1 ]\nFROM a\nARG A\nRUN [ [|$A|] = 2 ]")]
    [InlineData("ARG A\nFROM debian$A\nARG A\nRUN [ [|$A|] = 1 ]")]
    [InlineData("ARG A\nFROM debian:12$A\nARG A\nRUN [ [|$A|] = 1 ]")]
    [InlineData("ARG A\nFROM php:${A:-8}\nARG A\nRUN [ [|$A|] = 1 ]")]
    [InlineData("ARG B\nFROM php:$B\nARG A\nRUN [ [|$A|] = 1 ]")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nARG A\nRUN [ \"$A\" = 1 ]")]
    [InlineData("FROM debian:12\nARG A=1\nRUN [ $A = 1 ]")]
    [InlineData("FROM debian:12\nARG A\nENV A=1\nRUN [ $A = 1 ]")]
    [InlineData("FROM debian:12\nRUN [ $A = 1 ]")]
    [InlineData("FROM fedora:40\nARG A\nRUN [[ $A = 1 ]]")]
    [InlineData("FROM debian:12\nARG A\nRUN [ x$A = x1 ]")]
    [InlineData("FROM debian:12\nARG A\nRUN [ ${A:-0} = 1 ]")]
    [InlineData("FROM debian:12\nARG A\nRUN echo $A")]
    [InlineData("ARG A\nFROM php:$A\nARG A\nRUN [ $A = 1 ]")]
    [InlineData("ARG A\nARG B=1\nFROM php:${B}-${A}\nARG A\nRUN [ ${A} = 1 ]")]
    [InlineData("ARG A\nFROM $A\nARG A\nRUN [ $A = 1 ]")]
    [InlineData("ARG A\nFROM $A/base:1\nARG A\nRUN [ $A = 1 ]")]
    [InlineData("ARG A\nFROM php:$A AS b\nFROM b\nARG A\nRUN [ $A = 1 ]")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nARG A\nRUN [ [|$A|] = 1 ] && b", "FROM debian:12\nARG A\nRUN [ \"$A\" = 1 ] && b")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
