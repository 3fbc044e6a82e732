namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class GemDocumentationTests
{
    private static Verification Rule => Verify.Only("DLS1008");

    [Fact]
    public void Each_install() => Rule
        .Finds("""
            FROM debian:12
            RUN [|gem install|] bundler:2.5 && \
                [|gem i|] rails -v 7.1
            """)
        .Says(
            "Builds the gem's documentation and keeps it in the image; `--no-document` leaves it out",
            "Builds the gem's documentation and keeps it in the image; `--no-document` leaves it out")
        .Unsafe("no ri pages", """
            FROM debian:12
            RUN gem install --no-document bundler:2.5 && \
                gem i --no-document rails -v 7.1
            """);

    [Theory]
    [InlineData("FROM debian:12\nRUN gem install --no-document rails")]
    [InlineData("FROM debian:12\nRUN gem install -N rails")]
    [InlineData("FROM debian:12\nRUN gem install rails --no-ri --no-rdoc")]
    [InlineData("FROM debian:12\nRUN echo 'gem: --no-document' > ~/.gemrc && gem install rails")]
    [InlineData("FROM debian:12\nCOPY gemrc /etc/gemrc\nRUN gem install rails")]
    [InlineData("FROM ruby:3.3\nRUN gem install rails")]
    [InlineData("FROM debian:12\nRUN gem list")]
    [InlineData("FROM debian:12 AS build\nRUN gem install rails\nFROM debian:12\nCOPY --from=build /out /out")]
    public void No_documentation(string text) => Rule.FindsNothing(text);
}
