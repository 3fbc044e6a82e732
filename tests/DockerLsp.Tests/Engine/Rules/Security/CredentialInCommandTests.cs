namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class CredentialInCommandTests
{
    private static Verification Rule => Verify.Only("DLS4009");

    [Theory]
    [InlineData("FROM debian:12\nRUN curl -u [|me:Xk29fq|] https://example.com")]
    [InlineData("FROM debian:12\nRUN curl --user [|'me:Xk29fq'|] https://example.com")]
    [InlineData("FROM debian:12\nRUN wget [|--password=Xk29fq|] https://example.com")]
    [InlineData("FROM debian:12\nRUN git clone https://[|me:Xk29fq@|]example.com/a.git")]
    [InlineData("FROM debian:12\nRUN echo //registry.npmjs.org/:_authToken=[|0123456789abcdef|] > .npmrc")]
    [InlineData("FROM debian:12\nRUN git clone https://[|ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2|]@github.com/a/b")]
    [InlineData("FROM debian:12\nENV A=[|ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2|]")]
    [InlineData("FROM debian:12\nLABEL a=\"[|ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2|]\"")]
    [InlineData("FROM debian:12\nONBUILD RUN curl -u [|me:Xk29fq|] https://example.com")]
    [InlineData("FROM debian:12\nRUN <<EOF\ncurl -u [|me:Xk29fq|] https://example.com\nEOF")]
    [InlineData("FROM debian:12 AS a\nRUN curl -u [|me:Xk29fq|] https://example.com\nFROM a\nRUN wget [|--http-password=Xk29fq|] https://example.com")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN curl -u me:$PASSWORD https://example.com")]
    [InlineData("FROM debian:12\nRUN curl -u \"$USER:$PASSWORD\" https://example.com")]
    [InlineData("FROM debian:12\nRUN curl -u me https://example.com")]
    [InlineData("FROM debian:12\nRUN curl -u me:password https://example.com")]
    [InlineData("FROM debian:12\nRUN git clone https://me:$TOKEN@example.com/a.git")]
    [InlineData("FROM debian:12\nRUN git clone https://example.com:8443/a@b")]
    [InlineData("FROM debian:12\nRUN echo //registry.npmjs.org/:_authToken=${NPM_TOKEN} > .npmrc")]
    [InlineData("FROM debian:12\nENV GITHUB_TOKEN=ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2")]
    [InlineData("FROM debian:12\nRUN DATABASE_URL=postgres://app:Xk29fq@db/app rake assets:precompile")]
    [InlineData("FROM debian:12\nRUN sort -u me:Xk29fq")]
    [InlineData("FROM debian:12\nRUN git clone git@example.com:a/b.git")]
    [InlineData("FROM debian:12\nRUN echo ghp_short")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:12\nRUN curl -u [|me:Xk29fq|] https://example.com")
        .Says("Whoever has the image or the file can read this credential; `RUN --mount=type=secret` hands it over without keeping it");
}
