namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class VariableOfSameEnvTests
{
    private static Verification Rule => Verify.Only("DL3044");

    [Theory]
    [InlineData("FROM debian:12\nENV A=1 B=[|$A|]")]
    [InlineData("FROM debian:12\nENV A=1 B=[|${A}|]/x")]
    [InlineData("FROM debian:12\nENV A=1 B=\"[|$A|]/x\"")]
    [InlineData("FROM debian:12\nENV A=1 \\\n    B=x[|$A|]")]
    [InlineData("FROM debian:12\nENV B=[|$A|] A=1")]
    [InlineData("FROM debian:12\nENV A=1 B=[|${A:-2}|]")]
    [InlineData("FROM debian:12\nENV A=1 B=${X:-[|$A|]}")]
    [InlineData("FROM debian:12\nONBUILD ENV A=1 B=[|$A|]")]
    [InlineData("FROM debian:12\nENV PATH=/a:$PATH PATH=/b:[|$PATH|]")]
    [InlineData("FROM debian:12\nENV A=1 B=[|$A|]/$AB")]
    public void Uses_its_own_variable(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nENV A=1\nENV B=$A")]
    [InlineData("FROM debian:12\nENV A=1 B=$AB")]
    [InlineData("FROM debian:12\nENV A=1 B=${AB}")]
    [InlineData("FROM debian:12\nENV A=0\nENV A=1 B=$A")]
    [InlineData("FROM debian:12\nARG A\nENV A=1 B=$A")]
    [InlineData("FROM debian:12\nENV PATH=/a:$PATH")]
    [InlineData("FROM debian:12\nENV PATH=/a:$PATH B=1")]
    [InlineData("FROM debian:12\nENV A=1 B='$A'")]
    [InlineData("FROM debian:12\nENV A=1 B=\\$A")]
    [InlineData("FROM debian:12\nENV A 1 $A")]
    [InlineData("FROM debian:12\nLABEL A=1 B=$A")]
    [InlineData("FROM debian:12 AS a\nENV A=0\nFROM a\nENV A=1 B=$A")]
    public void Uses_an_older_one(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_split() => Rule.Finds("FROM debian:12\nENV A=1 \\\n    B=[|$A|]")
        .Unsafe("new value", "FROM debian:12\nENV A=1\nENV B=$A");

    [Fact]
    public void Is_not_split_backwards() => Rule.Finds("FROM debian:12\nENV B=[|$A|] A=1")
        .Refused();
}
