namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class UnpinnedNpmPackageTests
{
    private static Verification Rule => Verify.Only("DL3016");

    [Fact]
    public void The_first_package() => Rule.Finds("FROM node:22\nRUN npm install -g [|gulp|]")
        .Says("Installs whichever version of `gulp` is tagged latest when this step runs; `gulp@VERSION` asks for one")
        .Refused();

    [Theory]
    [InlineData("npm install --global [|gulp|] bower@1")]
    [InlineData("npm i -g [|gulp|]")]
    [InlineData("npm add [|gulp|]")]
    [InlineData("npm install [|@angular/cli|]")]
    [InlineData("npm install gulp@4 [|bower|]")]
    [InlineData("npm install --registry https://npm.example.com [|gulp|]")]
    [InlineData("npm --loglevel warn install [|gulp|]")]
    [InlineData("npm install [|git+https://github.com/gulpjs/gulp.git|]")]
    [InlineData("npm install [|git://github.com/gulpjs/gulp.git|]")]
    public void Asks_for_no_version(string command) => Rule.Finds($"FROM node:22\nRUN {command}");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM node:22\nRUN <<EOF\nset -e\nnpm install [|gulp|]\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM node:22\nONBUILD RUN npm install -g [|gulp|]");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM node:22 AS a\nRUN npm install -g [|gulp|]\nFROM a\nRUN npm install -g [|gulp|]");

    [Fact]
    public void Without_a_stage() => Rule.Finds("RUN npm install -g [|gulp|]");

    [Theory]
    [InlineData("npm install")]
    [InlineData("npm ci")]
    [InlineData("npm install gulp@4.0.2")]
    [InlineData("npm install @angular/cli@17")]
    [InlineData("npm install -g npm@latest")]
    [InlineData("npm install gulp@$GULP_VERSION")]
    [InlineData("npm install git+https://github.com/gulpjs/gulp.git#v4.0.2")]
    [InlineData("npm install gulpjs/gulp#4f2c1")]
    [InlineData("npm install ./gulp.tgz")]
    [InlineData("npm install https://example.com/gulp.tar.gz")]
    [InlineData("npm install ../gulp")]
    [InlineData("npm install /src/gulp")]
    [InlineData("npm install file:gulp")]
    [InlineData("npm run install gulp")]
    [InlineData("npm install $PACKAGES")]
    [InlineData("npm uninstall gulp")]
    [InlineData("yarn add gulp")]
    public void Asks_for_a_version_or_installs_nothing(string command) => Rule.FindsNothing($"FROM node:22\nRUN {command}");
}
