using CsCheck;

namespace DockerLsp.Tests.Behaviour;

/// <summary>Writes shell scripts around package commands, with all that makes joining them hard.</summary>
internal sealed class ShellWriter(PCG random, PackageFamily family)
{
    private static readonly string[] Plain =
    [
        "make", "make install", "tool run", "tool \"$A\"", "tool '$A'", "tool \"$x\" b", "curl -fsSL https://example.com/x -o /usr/local/bin/tool",
        "curl -s https://example.com/k | gpg --import", "mkdir -p /opt/x", "echo hello", "echo \"$A\" > /opt/f", "printf '%s\\n' x >> /etc/f", "useradd app",
        "rm -rf /tmp/*", "ln -s /opt/x /usr/local/bin/tool", "chmod +x /opt/f", "wget -q https://example.com/a&b", "pip install flask", "pip install --no-cache-dir flask",
        "pip install -U pip", "pip3 install -r requirements.txt", "npm install -g npm@11", "npm ci", "tool > /dev/null 2>&1", "tool 2>&1 | tee /opt/log", "tool < /etc/f",
        "test -f /etc/f", "[ -n \"$A\" ]", "add-apt-repository ppa:x/y", "./configure --prefix=/opt", "true", ":", "sh -c 'tool a; tool b'", "xargs tool", "tool `uname -m`", "tool $(tool in)",
    ];

    private static readonly string[] State =
    [
        "cd /opt", "cd /tmp/x && tool", "export A=2", "A=3", "x=1", "x=$(uname -m)", "umask 027", "set -u", "set -x", "set -e", "set +e", "set -o pipefail", "set -f", "unset A",
        ". /etc/profile", "alias tool=make", "trap 'tool end' EXIT", "ulimit -n 100", "exec 3>/opt/log", "readonly R=1", "hash -r", "x=2 :", "local_f() { tool \"$1\"; }", "export PATH=/opt/bin:$PATH", "shift", "set -- a b",
    ];

    private static readonly string[] Ends = ["exit 0", "exit", "exit 1", "return 0", "exec tool", "false"];

    private string Refresh => Pick(family.Refreshes);

    private string Install => Pick(family.Installs);

    /// <summary>The commands of one RUN, each with the operator before it.</summary>
    public List<(string Join, string Command)> Script(bool startsWithRefresh)
    {
        var parts = new List<(string Join, string Command)>();
        var join = Chance(72) ? "&&" : ";";
        if (Chance(join == ";" ? 60 : 7))
        {
            parts.Add((";", Pick("set -e", "set -ex", "set -eux", "set -o errexit", "set -eu", "set -x")));
        }

        if (startsWithRefresh || Chance(20))
        {
            parts.Add((join, Chance(88) ? Refresh : Decorate(Refresh, 1)));
            if (Chance(35))
            {
                return parts;
            }
        }

        var count = 1 + Next(4);
        for (var i = 0; i < count; i++)
        {
            parts.Add((JoinAfter(join), Command(0)));
        }

        if (Chance(25))
        {
            parts.Add((JoinAfter(join), Pick(family.Cleanups)));
        }

        return parts;
    }

    private string JoinAfter(string join) => Chance(88) ? join : Pick("&&", ";", "||", "&&", ";", "&");

    private string Command(int depth) => Next(100) switch
    {
        < 42 => Chance(85) ? Install : Decorate(Install, depth),
        < 47 => Pick(family.Cleanups),
        < 50 => Refresh,
        < 72 => Pick(Plain),
        < 80 => Pick(State),
        < 82 => Pick(Ends),
        _ => depth > 2 ? Pick(Plain) : Decorate(Chance(40) ? Install : Command(depth + 1), depth + 1),
    };

    private string Decorate(string command, int depth)
    {
        string Other() => depth > 2 ? Pick(Plain) : Command(depth + 1);
        return Next(22) switch
        {
            0 => $"! {command}",
            1 => $"{command} || true",
            2 => $"{{ {command}; }}",
            3 => $"( {command} )",
            4 => $"( {command}; {Other()} )",
            5 => $"{{ {command} && {Other()}; }}",
            6 => $"if {Other()}; then {command}; fi",
            7 => $"if [ \"$A\" = 1 ]; then {command}; else {Other()}; fi",
            8 => $"for f in a b; do {command}; done",
            9 => $"for f in a b; do tool \"$f\" || exit 1; done && {command}",
            10 => $"case \"$A\" in 1) {command} ;; *) {Other()} ;; esac",
            11 => $"f() {{ {command}; }}; f",
            12 => $"{command} | cat",
            13 => $"yes | {command}",
            14 => $"{command} > /dev/null",
            15 => $"{command} > /opt/log 2>&1",
            16 => $"x=$({command})",
            17 => $"{command} & wait",
            18 => $"{command} && {Other()} || {Other()}",
            19 => $"test -e /opt/f || {command}",
            20 => $"while read l; do {command}; done < /etc/f",
            _ => $"until {command}; do tool; break; done",
        };
    }

    private int Next(int count) => (int)random.Next((uint)count);

    private bool Chance(int percent) => Next(100) < percent;

    private string Pick(params string[] items) => items[Next(items.Length)];
}
