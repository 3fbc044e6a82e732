namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class PasswordSetTests
{
    private static Verification Rule => Verify.Only("DLS4011");

    [Theory]
    [InlineData("FROM debian:12\nRUN echo 'root:root' | [|chpasswd|]")]
    [InlineData("FROM debian:12\nRUN echo \"app:$PASSWORD\" | [|chpasswd|]")]
    [InlineData("FROM debian:12\nRUN echo a | [|passwd|] --stdin app")]
    [InlineData("FROM debian:12\nRUN echo a:b | sudo [|chpasswd|]")]
    [InlineData("FROM debian:12\nONBUILD RUN echo 'a:b' | [|chpasswd|]")]
    [InlineData("FROM debian:12\nRUN <<EOF\necho 'a:b' | [|chpasswd|]\nEOF")]
    [InlineData("FROM debian:12 AS a\nRUN echo a:b | [|chpasswd|]\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN useradd app")]
    [InlineData("FROM debian:12\nRUN passwd -d app")]
    [InlineData("FROM debian:12\nRUN passwd -l app")]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=p chpasswd < /run/secrets/p")]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=p echo \"a:$(cat /run/secrets/p)\" | chpasswd")]
    [InlineData("FROM debian:12\nRUN echo chpasswd")]
    [InlineData("FROM debian:12\nRUN which chpasswd")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:12\nRUN echo 'root:root' | [|chpasswd|]")
        .Says("Gives every container of this image one password, which its history shows; an account that nobody logs in to needs none");

    [Fact]
    public void A_password_that_the_step_makes_up() => Rule
        .FindsNothing("""
            FROM debian:12
            RUN useradd git && echo "git:$(head -c 24 /dev/urandom | base64)" | chpasswd
            """);

    [Fact]
    public void A_password_of_an_argument() => Rule
        .Finds("""
            FROM debian:12
            ARG PASSWORD
            RUN useradd git && echo "git:$PASSWORD" | [|chpasswd|]
            """);
}
