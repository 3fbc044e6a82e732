namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class ForbiddenTriggerTests
{
    private static Verification Rule => Verify.Only("DL3043");

    [Theory]
    [InlineData("FROM debian:12\nONBUILD [|ONBUILD|] RUN true")]
    [InlineData("FROM debian:12\nONBUILD [|FROM|] debian:12")]
    [InlineData("FROM debian:12\nONBUILD [|MAINTAINER|] me")]
    [InlineData("FROM debian:12\nonbuild [|from|] debian:12")]
    [InlineData("FROM debian:12\nONBUILD \\\n  [|FROM|] debian:12")]
    [InlineData("FROM debian:12 AS a\nONBUILD [|FROM|] a\nFROM a")]
    public void Cannot_be_triggered(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nONBUILD RUN true")]
    [InlineData("FROM debian:12\nONBUILD COPY . .")]
    [InlineData("FROM debian:12\nONBUILD USER 1")]
    [InlineData("FROM debian:12\nONBUILD HEALTHCHECK NONE")]
    [InlineData("FROM debian:12\nONBUILD ENV FROM=x")]
    [InlineData("FROM debian:12\nONBUILD RUN echo FROM")]
    [InlineData("FROM debian:12\n# ONBUILD FROM x")]
    public void Can_be_triggered(string dockerfile) => Rule.FindsNothing(dockerfile);
}
