namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class PipCacheRemainsTests
{
    private static Verification Rule => Verify.Only("DL3042");

    [Fact]
    public void One_line() => Rule
        .Finds("""
            FROM python:3.12
            COPY requirements.txt .
            RUN [|pip install|] -r requirements.txt
            """)
        .Says("Keeps a copy of every downloaded package in this layer, in pip's cache")
        .Offers("Install without a cache", "Use a cache mount for pip (needs BuildKit)")
        .Fixed("""
            FROM python:3.12
            COPY requirements.txt .
            RUN pip install --no-cache-dir -r requirements.txt
            """);

    [Fact]
    public void Each_install_of_a_step() => Rule
        .Finds("""
            FROM python:3.12
            RUN [|pip install|] --upgrade pip && \
                [|python3 -m pip install|] wheel && \
                [|pip3.12 --disable-pip-version-check install|] "requests>=2"
            """)
        .Fixed("""
            FROM python:3.12
            RUN pip install --no-cache-dir --upgrade pip && \
                python3 -m pip install --no-cache-dir wheel && \
                pip3.12 --disable-pip-version-check install --no-cache-dir "requests>=2"
            """);

    [Fact]
    public void Sudo_variables_and_a_path() => Rule
        .Finds("""
            FROM registry.example.com/ml:3
            RUN PIP_DEFAULT_TIMEOUT=100 [|sudo -H /opt/venv/bin/pip install|] torch
            """)
        .Fixed("""
            FROM registry.example.com/ml:3
            RUN PIP_DEFAULT_TIMEOUT=100 sudo -H /opt/venv/bin/pip install --no-cache-dir torch
            """);

    [Fact]
    public void A_folder_that_is_known_in_the_build() => Rule
        .Finds("""
            FROM python:3.12
            ENV VENV=/opt/venv
            RUN python3 -m venv "$VENV" && [|"$VENV/bin/pip" install|] torch && [|${VENV}/bin/python -m pip install|] numpy
            """)
        .Fixed("""
            FROM python:3.12
            ENV VENV=/opt/venv
            RUN python3 -m venv "$VENV" && "$VENV/bin/pip" install --no-cache-dir torch && ${VENV}/bin/python -m pip install --no-cache-dir numpy
            """);

    [Fact]
    public void Packages_on_lines_of_their_own() => Rule
        .Finds("""
            FROM python:3.12
            RUN [|pip install|] \
                requests \
                # pinned for the API
                flask==3.0.0
            """)
        .Fixed("""
            FROM python:3.12
            RUN pip install --no-cache-dir \
                requests \
                # pinned for the API
                flask==3.0.0
            """);

    [Fact]
    public void A_heredoc() => Rule
        .Finds("""
            FROM python:3.12
            RUN <<EOF
            if [ -f requirements.txt ]; then
                [|pip install|] -r requirements.txt
            fi
            EOF
            """)
        .Fixed("""
            FROM python:3.12
            RUN <<EOF
            if [ -f requirements.txt ]; then
                pip install --no-cache-dir -r requirements.txt
            fi
            EOF
            """);

    [Fact]
    public void A_function_and_a_failure_that_is_tolerated() => Rule
        .Finds("""
            FROM python:3.12
            RUN add() { [|pip install|] "$@"; }; add requests || [|pip install|] httpx || true
            """)
        .Fixed("""
            FROM python:3.12
            RUN add() { pip install --no-cache-dir "$@"; }; add requests || pip install --no-cache-dir httpx || true
            """);

    [Fact]
    public void A_stage_that_inherits_no_switch() => Rule
        .Finds("""
            FROM python:3.12 AS build
            ENV PIP_NO_CACHE_DIR=1
            RUN pip install requests

            FROM python:3.12
            RUN [|pip install|] requests
            """)
        .Fixed("""
            FROM python:3.12 AS build
            ENV PIP_NO_CACHE_DIR=1
            RUN pip install requests

            FROM python:3.12
            RUN pip install --no-cache-dir requests
            """);

    [Fact]
    public void A_switch_that_comes_too_late() => Rule
        .Finds("""
            FROM python:3.12
            RUN [|pip install|] requests
            ENV PIP_NO_CACHE_DIR=1
            """)
        .Fixed("""
            FROM python:3.12
            RUN pip install --no-cache-dir requests
            ENV PIP_NO_CACHE_DIR=1
            """);

    [Fact]
    public void A_trigger() => Rule
        .Finds("""
            FROM python:3.12
            ONBUILD RUN [|pip install|] -r requirements.txt
            """)
        .Fixed("""
            FROM python:3.12
            ONBUILD RUN pip install --no-cache-dir -r requirements.txt
            """);

    [Theory]
    [InlineData("RUN pip install --no-cache-dir requests")]
    [InlineData("RUN pip --no-cache-dir install requests")]
    [InlineData("ENV PIP_NO_CACHE_DIR=1\nRUN pip install requests")]
    [InlineData("ENV PIP_NO_CACHE_DIR=on\nRUN pip install requests")]
    [InlineData("ARG PIP_NO_CACHE_DIR=true\nRUN pip install requests")]
    [InlineData("RUN PIP_NO_CACHE_DIR=1 pip install requests")]
    [InlineData("RUN export PIP_NO_CACHE_DIR=1 && pip install requests")]
    [InlineData("RUN --mount=type=cache,target=/root/.cache/pip pip install requests")]
    [InlineData("RUN --mount=type=cache,target=/root/.cache pip install requests")]
    [InlineData("RUN pip install requests && rm -rf /root/.cache/pip")]
    [InlineData("RUN pip install requests && rm -rf ~/.cache")]
    [InlineData("RUN pip install requests && pip cache purge")]
    [InlineData("RUN pip list")]
    [InlineData("RUN pip uninstall -y requests")]
    [InlineData("RUN python -m venv /venv")]
    [InlineData("RUN echo pip install requests")]
    public void Keeps_no_cache(string steps) => Rule.FindsNothing($"FROM python:3.12\n{steps}");

    [Theory]
    [InlineData("pip install x && cp -r /root/.cache/pip /keep", "a command of the step uses it")]
    [InlineData("pip install x\nRUN cp -r /root/.cache/pip /keep", "may break line 3")]
    public void The_cache_is_used(string step, string risk) => Rule
        .Finds($"FROM python:3\nRUN {step.Replace("pip install", "[|pip install|]", StringComparison.Ordinal)}\n")
        .Unsafe(risk, $"FROM python:3\nRUN {step.Replace("pip install", "pip install --no-cache-dir", StringComparison.Ordinal)}\n");

    [Theory]
    [InlineData("--no-cache")]
    [InlineData("--no-cac")]
    [InlineData("--no-cache-di")]
    public void A_beginning_of_the_option(string option) => Rule
        .FindsNothing($"FROM python:3.12\nRUN pip install {option} flask\n");

    [Theory]
    [InlineData("--no-c")]
    [InlineData("--no-cache-dirs")]
    public void What_is_no_beginning_of_that_option_alone(string option) => Rule
        .Finds($"FROM python:3.12\nRUN [|pip install|] {option} flask\n");

    [Fact]
    public void A_cleanup_that_would_find_nothing_fails() => Rule
        .Finds("""
            FROM python:3.12
            RUN [|pip install|] flask
            COPY . /app
            RUN python -m compileall /app && rm -r ~/.cache/pip
            """)
        .Unsafe("may break line 4", """
            FROM python:3.12
            RUN pip install --no-cache-dir flask
            COPY . /app
            RUN python -m compileall /app && rm -r ~/.cache/pip
            """);
}
