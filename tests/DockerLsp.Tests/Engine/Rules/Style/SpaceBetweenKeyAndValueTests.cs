namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class SpaceBetweenKeyAndValueTests
{
    private static Verification Rule => Verify.Only("LegacyKeyValueFormat");

    [Theory]
    [InlineData("FROM debian:12\nENV [|A b|]")]
    [InlineData("FROM debian:12\nENV [|A   b c|]")]
    [InlineData("FROM debian:12\nLABEL [|a b|]")]
    [InlineData("FROM debian:12\nONBUILD ENV [|A b|]")]
    [InlineData("FROM debian:12\nenv [|A b|]")]
    [InlineData("FROM debian:12\nENV [|A b=c|]")]
    [InlineData("FROM debian:12\nENV [|A $B|]")]
    [InlineData("FROM debian:12\nENV [|DEPS \\\n    curl \\\n    git|]")]
    [InlineData("FROM a:1 AS x\nENV [|A b|]\nFROM x\nENV [|C d|]")]
    public void Has_a_space(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nENV A=b")]
    [InlineData("FROM debian:12\nENV A=b C=d")]
    [InlineData("FROM debian:12\nENV A=\"b c\"")]
    [InlineData("FROM debian:12\nLABEL a=b")]
    [InlineData("FROM debian:12\nARG A")]
    [InlineData("FROM debian:12\nARG A B")]
    [InlineData("FROM debian:12\nARG A=b")]
    [InlineData("FROM debian:12\nRUN env A b")]
    [InlineData("FROM debian:12\nENV A= B=c")]
    [InlineData("FROM debian:12\nENV A")]
    public void Has_none(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Gets_an_equals_sign() => Rule.Finds("FROM debian:12\nENV [|A b|]\nENV [|C   d|]\nLABEL [|e f|]")
        .Fixed("FROM debian:12\nENV A=b\nENV C=d\nLABEL e=f");

    [Fact]
    public void Gets_quotes_where_blanks_are() => Rule.Finds("FROM debian:12\nENV [|A b  c|]\nENV [|P $X:/y z|]")
        .Fixed("FROM debian:12\nENV A=\"b  c\"\nENV P=\"$X:/y z\"");

    [Fact]
    public void Keeps_its_own_quotes() => Rule.Finds("FROM debian:12\nENV [|A \"b c\"|]\nENV [|B 'b $c'|]\nENV [|C x\"y z\"|]")
        .Fixed("FROM debian:12\nENV A=\"b c\"\nENV B='b $c'\nENV C=x\"y z\"");

    [Fact]
    public void Puts_mixed_quotes_in_one_pair() => Rule.Finds("FROM debian:12\nENV [|A \"b c\" d|]\nENV [|B it\\'s x|]")
        .Fixed("FROM debian:12\nENV A=\"b c d\"\nENV B=\"it's x\"");

    [Fact]
    public void Keeps_its_lines() => Rule.Finds("FROM debian:12\nENV [|DEPS curl \\\n    git|]\nENV [|A \\\n    b|]")
        .Fixed("FROM debian:12\nENV DEPS=\"curl \\\n    git\"\nENV A=b");

    [Fact]
    public void Is_mixed_too_much() => Rule.Finds("FROM debian:12\nENV [|A \"b c\" $D|]")
        .Refused();

    [Fact]
    public void Has_a_comment_within() => Rule.Finds("FROM debian:12\nENV [|A \\\n# why\n    b|]")
        .Refused();

    [Theory]
    [InlineData("ENV [|A b|]", "Without `=` all that follows is the value, a second pair too; write `A=…`")]
    [InlineData("ENV [|A b c|]", "Without `=` all that follows is the value, a second pair too; write `A=\"…\"`")]
    public void Says_how_to_write_it(string instruction, string message) => Rule.Finds($"FROM debian:12\n{instruction}").Says(message);
}
