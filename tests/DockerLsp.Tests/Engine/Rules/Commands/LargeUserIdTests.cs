namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class LargeUserIdTests
{
    private static Verification Rule => Verify.Only("DL3046");

    [Fact]
    public void Six_digits() => Rule.Finds("FROM debian:12\nRUN useradd -u [|123456|] app")
        .Offers("Leave the log files alone")
        .Fixed("FROM debian:12\nRUN useradd -l -u 123456 app");

    [Theory]
    [InlineData("useradd --uid [|123456|] app", "useradd -l --uid 123456 app")]
    [InlineData("useradd [|--uid=123456|] app", "useradd -l --uid=123456 app")]
    [InlineData("useradd -m [|-u123456|] app", "useradd -l -m -u123456 app")]
    [InlineData("groupadd x && useradd -g x -u [|1000000000|] app", "groupadd x && useradd -l -g x -u 1000000000 app")]
    [InlineData("sudo useradd -u [|123456|] app", "sudo useradd -l -u 123456 app")]
    public void However_it_is_written(string command, string expected) => Rule
        .Finds($"FROM debian:12\nRUN {command}")
        .Fixed($"FROM debian:12\nRUN {expected}");

    [Fact]
    public void By_an_argument() => Rule.Finds("FROM debian:12\nARG APP_UID=123456\nRUN useradd -u [|\"$APP_UID\"|] app").Fixed("FROM debian:12\nARG APP_UID=123456\nRUN useradd -l -u \"$APP_UID\" app");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM debian:12\nRUN <<EOF\nuseradd -u [|123456|] app\nEOF").Fixed("FROM debian:12\nRUN <<EOF\nuseradd -l -u 123456 app\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM debian:12\nONBUILD RUN useradd -u [|123456|] app").Fixed("FROM debian:12\nONBUILD RUN useradd -l -u 123456 app");

    [Fact]
    public void In_another_stage() => Rule.Finds("FROM debian:12\nFROM debian:12\nRUN useradd -u [|123456|] app");

    [Theory]
    [InlineData("useradd app")]
    [InlineData("useradd -u 12345 app")]
    [InlineData("useradd -l -u 123456 app")]
    [InlineData("useradd --no-log-init -u 123456 app")]
    [InlineData("useradd -ml -u 123456 app")]
    [InlineData("useradd -u $APP_UID app")]
    [InlineData("useradd -c 123456 -u 1000 app")]
    [InlineData("groupadd -g 123456 app")]
    [InlineData("adduser -u 123456 app")]
    [InlineData("usermod -u 123456 app")]
    public void Is_small_or_leaves_them_alone(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");
}
