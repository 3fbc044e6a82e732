namespace DockerLsp.Tests.Engine.Rules.Caching;

public sealed class FrozenDownloadTests
{
    private static Verification Rule => Verify.Only("DLS2005");

    [Fact]
    public void A_clone_of_the_default_branch() => Rule.Finds("FROM debian:12\nRUN cd /src && [|git clone --depth 1 https://example.com/a.git|] && make")
        .Says("The cache keeps the commit that the default branch had at the first build; name a tag or a commit, or pass the commit as an ARG")
        .Refused();

    [Theory]
    [InlineData("[|git clone -b main https://example.com/a.git|]")]
    [InlineData("[|git clone --branch=develop https://example.com/a.git /a|]")]
    [InlineData("[|curl -fsSL https://example.com/releases/latest/download/a.tgz|] | tar xz")]
    [InlineData("[|wget -q https://example.com/a/latest|]")]
    [InlineData("[|wget -q https://example.com/a/Tool3-latest-Linux-x86_64.sh|]")]
    [InlineData("[|curl -sSo /usr/local/bin/tool https://example.com/tool-linux-latest|]")]
    public void In_many_forms(string command) => Rule.Finds($"FROM debian:12\nRUN {command}");

    [Theory]
    [InlineData("git clone -b v1.2 https://example.com/a.git")]
    [InlineData("git clone --branch 1.2 https://example.com/a.git")]
    [InlineData("git clone --branch $VERSION https://example.com/a.git")]
    [InlineData("git clone https://example.com/a.git && git -C a checkout 1234567")]
    [InlineData("git clone https://example.com/a.git a && cd a && git reset --hard 1234567")]
    [InlineData("git -C a pull")]
    [InlineData("curl -f https://example.com/v1.2/a.tgz")]
    [InlineData("curl -f https://example.com/latest-news.html")]
    [InlineData("curl -f https://example.com/tool-latestnews.html")]
    [InlineData("wget -q https://example.com/v1.4.2/tool-ubuntu-latest.tar.gz")]
    [InlineData("echo git clone https://example.com/latest/a")]
    public void Stays_the_same(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");

    [Theory]
    [InlineData("RUN git clone https://example.com/a.git\nRUN cd a && git checkout 1234567 && make")]
    [InlineData("RUN git clone https://example.com/a.git /a\nWORKDIR /a\nRUN git reset --hard v1")]
    public void A_step_behind_it_goes_to_a_commit(string text) => Rule.FindsNothing("FROM debian:12\n" + text);

    [Theory]
    [InlineData("ADD https://api.github.com/repos/a/b/git/refs/heads/main /v\nRUN git clone https://github.com/a/b")]
    [InlineData("ADD https://api.github.com/repos/a/b/commits/main /v\nENV X=1\nRUN apt-get update\nRUN git clone -b main https://github.com/a/b")]
    public void A_new_commit_breaks_the_cache(string text) => Rule.FindsNothing("FROM debian:12\n" + text);

    [Theory]
    [InlineData("ADD https://api.github.com/repos/a/b/git/refs/heads/main /v\nFROM debian:12\nRUN [|git clone https://github.com/a/b|]")]
    [InlineData("ADD https://example.com/a.tgz /\nRUN [|git clone https://github.com/a/b|]")]
    [InlineData("RUN [|git clone https://github.com/a/b|]\nADD https://api.github.com/repos/a/b/git/refs/heads/main /v")]
    [InlineData("RUN [|git clone https://example.com/a.git|]\nFROM debian:12\nRUN git checkout 1234567")]
    [InlineData("RUN git checkout 1234567\nRUN [|git clone https://example.com/a.git|]")]
    public void Other_steps_do_not_count(string text) => Rule.Finds("FROM debian:12\n" + text);

    [Fact]
    public void The_author_breaks_the_cache() => Rule.FindsNothing("FROM debian:12\nARG CACHEBUST=1\nRUN git clone https://example.com/a.git");
}
