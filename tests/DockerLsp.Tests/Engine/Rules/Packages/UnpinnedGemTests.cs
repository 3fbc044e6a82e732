namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class UnpinnedGemTests
{
    private static Verification Rule => Verify.Only("DL3028");

    [Fact]
    public void The_first_package() => Rule.Finds("FROM ruby:3.3\nRUN gem install [|bundler|]")
        .Says("Installs whichever version of `bundler` the server has when this step runs; `bundler:VERSION` asks for one")
        .Refused();

    [Theory]
    [InlineData("gem i [|bundler|] rake")]
    [InlineData("gem install --no-document [|bundler|]")]
    [InlineData("gem install bundler:2.5 [|rake|]")]
    [InlineData("gem install [|nokogiri|] -- --use-system-libraries")]
    [InlineData("gem install -i /gems [|bundler|]")]
    public void Asks_for_no_version(string command) => Rule.Finds($"FROM ruby:3.3\nRUN {command}");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM ruby:3.3\nRUN <<EOF\nset -e\ngem install [|bundler|]\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM ruby:3.3\nONBUILD RUN gem install [|bundler|]");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM ruby:3.3 AS a\nRUN gem install [|bundler|]\nFROM a\nRUN gem install [|bundler|]");

    [Fact]
    public void Without_a_stage() => Rule.Finds("RUN gem install [|bundler|]");

    [Theory]
    [InlineData("gem install bundler:2.5.10")]
    [InlineData("gem install bundler -v 2.5.10")]
    [InlineData("gem install bundler --version \"~> 2\"")]
    [InlineData("gem install bundler --version=2")]
    [InlineData("gem install bundler -v$VERSION")]
    [InlineData("gem install ./tool.gem")]
    [InlineData("gem install tool-1.gem")]
    [InlineData("gem install -g Gemfile")]
    [InlineData("gem install $GEMS")]
    [InlineData("gem update --system")]
    [InlineData("gem list bundler")]
    [InlineData("bundle install")]
    public void Asks_for_a_version_or_installs_nothing(string command) => Rule.FindsNothing($"FROM ruby:3.3\nRUN {command}");
}
