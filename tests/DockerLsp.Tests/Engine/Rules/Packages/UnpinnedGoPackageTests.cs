namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class UnpinnedGoPackageTests
{
    private static Verification Rule => Verify.Only("DL3062");

    [Fact]
    public void The_first_package() => Rule.Finds("FROM golang:1.22\nRUN go install [|example.com/tool|]")
        .Says("Installs whichever version of `example.com/tool` is the latest when this step runs; `example.com/tool@VERSION` asks for one")
        .Refused();

    [Theory]
    [InlineData("go install [|example.com/tool/cmd@latest|]")]
    [InlineData("go install [|example.com/tool@none|]")]
    [InlineData("go get -u [|example.com/lib|]")]
    [InlineData("go run [|example.com/tool|] --flag argument.txt")]
    [InlineData("CGO_ENABLED=0 go install -tags netgo -ldflags \"-s -w\" [|example.com/tool|]")]
    [InlineData("go install example.com/a@v1 [|example.com/b|]")]
    [InlineData("go install [|golang.org/x/tools/...|]")]
    public void Asks_for_no_version(string command) => Rule.Finds($"FROM golang:1.22\nRUN {command}");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM golang:1.22\nRUN <<EOF\nset -e\ngo install [|example.com/tool|]\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM golang:1.22\nONBUILD RUN go install [|example.com/tool|]");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM golang:1.22 AS a\nRUN go install [|example.com/tool|]\nFROM a\nRUN go install [|example.com/tool|]");

    [Fact]
    public void Without_a_stage() => Rule.Finds("RUN go install [|example.com/tool|]");

    [Theory]
    [InlineData("go install example.com/tool@v1.2.3")]
    [InlineData("go install example.com/tool@$VERSION")]
    [InlineData("go install ./...")]
    [InlineData("go install .")]
    [InlineData("go install cmd/vet")]
    [InlineData("go get -d ./...")]
    [InlineData("go get")]
    [InlineData("go run main.go")]
    [InlineData("go run ./cmd/tool example.com/arg")]
    [InlineData("go run example.com/tool@v1 example.com/arg")]
    [InlineData("go build example.com/tool")]
    [InlineData("go mod download")]
    [InlineData("go install -o bin/tool ./cmd")]
    public void Asks_for_a_version_or_installs_nothing(string command) => Rule.FindsNothing($"FROM golang:1.22\nRUN {command}");
}
