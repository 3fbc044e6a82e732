namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class UnpinnedPipPackageTests
{
    private static Verification Rule => Verify.Only("DL3013");

    [Fact]
    public void The_first_package() => Rule.Finds("FROM python:3.12\nRUN pip install [|flask|]")
        .Says("Installs whichever version of `flask` the index has when this step runs; `flask==VERSION` asks for one")
        .Refused();

    [Theory]
    [InlineData("pip3 install --no-cache-dir [|flask|] requests")]
    [InlineData("python3 -m pip install [|flask|]")]
    [InlineData("pip3.11 install -U [|pip|]")]
    [InlineData("pip install --index-url https://pypi.example.com/simple [|flask|]")]
    [InlineData("pip install flask==3.0 [|requests|]")]
    [InlineData("pip install [|flask[async]|]")]
    [InlineData("pip install [|git+https://github.com/pallets/flask.git|]")]
    [InlineData("pip install [|git+ssh://git@github.com/pallets/flask.git|]")]
    [InlineData("/venv/bin/pip install [|flask|]")]
    [InlineData("pip install flask==3.0 && pip install [|gunicorn|]")]
    [InlineData("\"$VENV/bin/pip\" install [|flask|]")]
    [InlineData("$VENV/bin/pip install [|flask|]")]
    [InlineData("\"$VENV\"/bin/pip3 install [|flask|]")]
    [InlineData("${VENV}/bin/python -m pip install [|flask|]")]
    [InlineData("sudo \"${VENV:-/opt/venv}/bin/pip\" install [|flask|]")]
    [InlineData("\"$(dirname \"$VENV\")/bin/pip\" install [|flask|]")]
    public void Asks_for_no_version(string command) => Rule.Finds($"FROM python:3.12\nRUN {command}");

    [Fact]
    public void The_commit_of_a_repository() => Rule.Finds("FROM python:3.12\nRUN pip install [|git+https://example.com/a.git#egg=a|]")
        .Says("Installs whichever version of `git+https://example.com/a.git#egg=a` its repository has when this step runs; `git+https://example.com/a.git@COMMIT#egg=a` asks for one");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM python:3.12\nRUN <<EOF\nset -e\npip install [|flask|]\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM python:3.12\nONBUILD RUN pip install [|flask|]");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM python:3.12 AS a\nRUN pip install [|flask|]\nFROM a\nRUN pip install [|flask|]");

    [Fact]
    public void Without_a_stage() => Rule.Finds("RUN pip install [|flask|]");

    [Theory]
    [InlineData("pip install flask==3.0")]
    [InlineData("pip install -Ur requirements.txt")]
    [InlineData("pip install \"flask>=3,<4\"")]
    [InlineData("pip install flask~=3.0")]
    [InlineData("pip install flask!=2")]
    [InlineData("pip install -r requirements.txt")]
    [InlineData("pip install --requirement=requirements.txt wheel")]
    [InlineData("pip install -c constraints.txt flask")]
    [InlineData("pip install .")]
    [InlineData("pip install .[dev]")]
    [InlineData("pip install -e .")]
    [InlineData("pip install ./wheels/flask.whl flask.tar.gz")]
    [InlineData("pip install https://example.com/flask.zip")]
    [InlineData("pip install git+https://github.com/pallets/flask.git@3.0.0")]
    [InlineData("pip install \"flask @ git+https://github.com/pallets/flask@3.0.0\"")]
    [InlineData("pip install flask==${FLASK_VERSION}")]
    [InlineData("pip install $PACKAGES")]
    [InlineData("pip uninstall -y flask")]
    [InlineData("\"$PIP\" install flask")]
    [InlineData("\"$VENV/bin/$PIP\" install flask")]
    [InlineData("$VENV/bin/pip* install flask")]
    [InlineData("$VENV/bin/ pip install flask")]
    [InlineData("\"$VENV/bin/pip-sync\" install flask")]
    [InlineData("echo \"$VENV/bin/pip\" install flask")]
    [InlineData("sudo $OPTION/pip$VERSION install flask")]
    [InlineData("pip list")]
    [InlineData("pipx install flask")]
    [InlineData("PIP_CONSTRAINT=/c.txt pip install flask")]
    public void Asks_for_a_version_or_installs_nothing(string command) => Rule.FindsNothing($"FROM python:3.12\nRUN {command}");
}
