using System.Globalization;
using System.Text;
using CsCheck;

namespace DockerLsp.Tests.Engine.Rules;

/// <summary>
/// Makes Dockerfiles that install packages in every way that shells allow: random lists, compound commands, heredocs, stages,
/// mounts, comments and layouts. The commands are few, so that steps have to do with one another.
/// </summary>
internal sealed class GeneratedDockerfile
{
    private static readonly (string Image, string[] Commands)[] Families =
    [
        ("debian:12", ["apt-get update", "apt-get update", "apt-get -qq -o X=y update", "apt-get install -y curl", "apt-get install -y curl git",
            "DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata", "sudo apt-get install -y make", "rm -rf /var/lib/apt/lists/*", "apt-get clean",
            "apt update", "apt install -y jq", "apt-get upgrade -y", "rm -rf /tmp/* /var/lib/apt/lists/*", "rm -rf /var/{lib,log}/*",
            "apt-get purge -y gcc", "./install-deps.sh", "apt-cache policy curl", "pip install six", "apt-get install -y ./local.deb"]),
        ("registry.example.com/base:1", ["apt-get update", "apt-get install -y curl", "rm -rf /var/lib/apt/lists/*", "pip install six", "yum install -y git"]),
        ("alpine:3.20", ["apk update", "apk add curl", "apk add --no-cache git", "apk add --update jq", "rm -rf /var/cache/apk/*", "apk del curl", "pip install six"]),
        ("fedora:41", ["dnf install -y git", "dnf -y --refresh install curl", "dnf clean all", "dnf makecache", "yum install -y jq", "yum clean all",
            "microdnf install tar", "dnf clean packages", "rm -rf /var/cache/dnf", "pip3 install --no-cache-dir six"]),
        ("opensuse/leap:15.6", ["zypper -n refresh", "zypper -n in git", "zypper clean --all", "zypper -n in -y curl"]),
    ];

    private static readonly string[] Neutral =
    [
        "make", "echo done", "useradd app", "test -f /x", "[ -n \"$DEBUG\" ]", "true", "curl -fsSL https://example.com/x -o /x", "ldconfig",
        "echo 'a && b'", "printf '%s\\n' x > /etc/x",
    ];

    private static readonly string[] Rare =
    [
        "cd /src", "export A=1", "A=1", "exit 0", "exit 1", "set -e", "set +e", "set -o pipefail", "trap 'rm x' EXIT", "echo $?", "wait", "exec true",
        "umask 077", "echo $$", "false", "! test -f /y",
    ];

    private static readonly string[] Mounts =
    [
        "--mount=type=cache,target=/var/lib/apt ", "--mount=type=cache,target=/var/cache/apt,sharing=locked ", "--mount=type=cache,target=/root/.cache/pip ",
        "--mount=type=secret,id=s ", "--network=none ", "--mount=type=cache,target=/var/cache/apk ", "--mount=type=cache,target=/var/cache/dnf ",
    ];

    private static readonly string[] Between =
    [
        "COPY . /src", "ENV A=1", "ARG DEBUG", "WORKDIR /src", "USER app", "USER root", "LABEL a=b", "SHELL [\"/bin/bash\", \"-c\"]",
        "SHELL [\"/bin/bash\", \"-euo\", \"pipefail\", \"-c\"]", "SHELL [\"/bin/sh\", \"-ec\"]", "# about the next step", "# hadolint ignore=DL3008", "",
        "VOLUME /data", "CMD [\"sh\"]", "ENV PIP_NO_CACHE_DIR=1", "ONBUILD RUN apt-get update && apt-get install -y curl", "RUN [\"make\"]",
    ];

    private readonly Random random;
    private readonly char escape;
    private string[] commands = Families[0].Commands;

    private GeneratedDockerfile(int seed)
    {
        random = new Random(seed);
        escape = Chance(10) ? '`' : '\\';
    }

    /// <summary>The same texts at each run.</summary>
    public static Gen<string> Texts { get; } = Gen.Int.Select(seed => new GeneratedDockerfile(seed).Make());

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private string Pick(string[] items) => items[random.Next(items.Length)];

    private string Make()
    {
        var lines = new List<string>();
        if (escape == '`')
        {
            lines.Add("# escape=`");
        }

        var stages = Chance(4) ? 1 + random.Next(3) : 1;
        for (var stage = 0; stage < stages; stage++)
        {
            var family = Families[random.Next(3) > 0 ? 0 : random.Next(Families.Length)];
            var inherits = stage > 0 && Chance(2);
            commands = inherits ? commands : family.Commands;
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"FROM {(inherits ? $"s{stage - 1}" : family.Image)} AS s{stage}"));
            for (var step = random.Next(1, 5); step > 0; step--)
            {
                if (Chance(3))
                {
                    lines.Add(Pick(Between));
                }

                lines.Add(Run());
            }
        }

        var newline = Chance(8) ? "\r\n" : "\n";
        return string.Join('\n', lines).ReplaceLineEndings(newline) + (Chance(8) ? "" : newline);
    }

    private string Run()
    {
        var head = (Chance(25) ? "ONBUILD RUN " : Chance(20) ? "run " : "RUN ") + (Chance(8) ? Pick(Mounts) : "");
        if (Chance(6))
        {
            var indentation = Chance(3) ? "  " : "";
            var body = Enumerable.Range(0, random.Next(1, 5)).Select(_ => indentation + AndOr(1) + (Chance(8) ? " # why" : ""));
            return $"{head}<<EOF\n{(Chance(3) ? indentation + "set -e\n" : "")}{string.Join('\n', body)}\nEOF";
        }

        var op = random.Next(6) switch { 0 => ";", 1 when Chance(2) => "||", _ => "&&" };
        var layout = random.Next(4);
        var start = op == ";" && Chance(2) ? Pick(["set -e; ", "set -eux; ", "set -ex && "]) : "";
        if (layout == 1)
        {
            start = start.Replace("; ", $"; {escape}\n    ", StringComparison.Ordinal);
        }

        var text = new StringBuilder(head + start);
        var count = random.Next(1, 5);
        for (var i = 0; i < count; i++)
        {
            text.Append(Pipeline(1));
            if (i == count - 1)
            {
                text.Append(Chance(30) ? ";" : Chance(60) ? " &" : Chance(30) ? " # why" : "");
                continue;
            }

            var comment = Chance(8) ? "    # why\n" : Chance(20) ? "\n" : "";
            text.Append((layout, op) switch
            {
                (1, ";") => $"; {escape}\n{comment}    ",
                (1, _) => $" {op} {escape}\n{comment}    ",
                (2, not ";") => $" {escape}\n{comment}\t{op} ",
                (_, ";") => "; ",
                _ => $" {op} ",
            });
            op = Chance(5) ? Pick(["&&", ";", "||"]) : op;
        }

        return text.ToString();
    }

    private string AndOr(int depth)
    {
        var text = Pipeline(depth);
        for (var i = Chance(2) ? 0 : random.Next(3); i > 0; i--)
        {
            text += Pick([" && ", " && ", " || "]) + Pipeline(depth);
        }

        return text;
    }

    private string Pipeline(int depth) =>
        (Chance(40) ? "! " : "") + Command(depth) + (Chance(25) ? " | " + Command(depth) : "");

    private string Command(int depth)
    {
        if (depth > 0 && Chance(7))
        {
            return random.Next(9) switch
            {
                0 => $"( {List(depth - 1)} )",
                1 => $"{{ {List(depth - 1)}; }}",
                2 => $"if {AndOr(depth - 1)}; then {List(depth - 1)}; fi",
                3 => $"if {AndOr(depth - 1)}; then {List(depth - 1)}; else {List(depth - 1)}; fi",
                4 => $"for i in a b; do {List(depth - 1)}; done",
                5 => $"while {AndOr(depth - 1)}; do {List(depth - 1)}; done",
                6 => $"case \"$DEBUG\" in 1) {List(depth - 1)} ;; *) {List(depth - 1)} ;; esac",
                7 => $"f() {{ {List(depth - 1)}; }}; f",
                _ => $"x=$({List(depth - 1)})",
            };
        }

        return random.Next(20) switch
        {
            0 => Pick(Rare),
            < 6 => Pick(Neutral),
            _ => Pick(commands),
        } + (Chance(30) ? " > /dev/null 2>&1" : "");
    }

    private string List(int depth)
    {
        var text = AndOr(depth);
        return Chance(3) ? $"{text}; {AndOr(depth)}" : text;
    }
}
