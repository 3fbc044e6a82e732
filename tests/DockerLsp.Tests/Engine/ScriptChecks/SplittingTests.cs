namespace DockerLsp.Tests.Engine.ScriptChecks;

/// <summary>Which of ShellCheck's remarks on missing quotes are left out.</summary>
public sealed class SplittingTests
{
    [Theory]
    // A package manager, or who works for one, gets a list.
    [InlineData("P='a b'; apt-get install -y $X", "$X")]
    [InlineData("apk add --no-cache --virtual .deps $X", "$X")]
    [InlineData("pip install $X", "$X")]
    [InlineData("sudo dnf -y install $X", "$X")]
    [InlineData("\"$V/bin/pip\" install $X", "$X")]
    [InlineData("X=$(apt-mark showmanual) && { [ -z \"$X\" ] || apt-mark manual $X; }", "$X", 1)]
    [InlineData("rpm -V $X", "$X")]
    // Options, or none.
    [InlineData("X='--a --b' && ./configure $X", "$X")]
    [InlineData("X=; if a; then X=\"-a $B\"; fi; ./configure $X", "$X")]
    [InlineData("X=-a && X=\"$X -b\" && make $X", "$X", 1)]
    // One word, whatever the value.
    [InlineData("X=1.2 && curl -O https://example.com/$X", "$X")]
    [InlineData("X=$(uname -m) && curl -O https://example.com/$X", "$X")]
    [InlineData("X=\"$(dpkg --print-architecture | awk -F- '{ print $NF }')\" && cp /a-$X /b", "$X")]
    [InlineData("X=$(mktemp -d); rm -rf $X", "$X")]
    [InlineData("A=1 && X=v$A-2 && cp /a$X /b", "$X")]
    [InlineData("case $(arch) in a) X=b ;; *) X=c ;; esac && cp /a$X /b", "$X")]
    [InlineData("export X=$(nproc) && make -j$X", "-j$X", 0, 2)]
    [InlineData("for X in a b $(ls); do rm /c/$X; done", "$X")]
    [InlineData("X=1.2.3 && cp /a${X%.*} /b", "${X%.*}")]
    [InlineData("A=1; X=$((A + 1)) && sleep $X", "$X")]
    public void A_variable_that_nothing_is_lost_with(string command, string word, int quoted = 0, int shift = 0)
    {
        var findings = Remarks.On($"FROM debian:12\nRUN {command}", word[shift..], code: 2086);
        Assert.Equal(quoted, findings.Length);
    }

    [Theory]
    [InlineData("cp $X /b", "$X")]
    [InlineData("pip install a==$X", "$X")]
    [InlineData("apt-get install -y -t $X a", "$X")]
    [InlineData("$X install a", "$X")]
    [InlineData("X='Accept: a' && curl -H $X https://example.com", "$X")]
    [InlineData("X='/opt/my dir' && cd /a/$X", "$X")]
    [InlineData("X=$(cat /a) && cp /a$X /b", "$X")]
    [InlineData("X=$(curl -f https://example.com) && cp /a$X /b", "$X")]
    [InlineData("X=$(echo a b) && cp /a$X /b", "$X")]
    [InlineData("X=$(uname -a) && cp /a$X /b", "$X")]
    [InlineData("X=$(uname -m | tr _ ' ') && cp /a$X /b", "$X")]
    [InlineData("X='*' && cp /a$X /b", "$X")]
    [InlineData("read -r X && cp /a$X /b", "$X")]
    [InlineData("X=1; X=$Y; cp /a$X /b", "$X")]
    [InlineData("X=1; f() { local X=$1; cp /a$X /b; }; f", "$X")]
    [InlineData("for X in *; do rm $X; done", "$X")]
    [InlineData("X='--a' ; read X ; make $X", "$X")]
    [InlineData("if true; then [ $X = 1 ]; fi", "$X")]
    public void A_variable_that_may_be_torn(string command, string word) =>
        Assert.Single(Remarks.On($"FROM debian:12\nRUN {command}", word, code: 2086));

    [Theory]
    [InlineData("make -j$(nproc)", "$(nproc)")]
    [InlineData("make -j `nproc`", "`nproc`")]
    [InlineData("[ $(arch) = aarch64 ]", "$(arch)")]
    [InlineData("curl -O https://example.com/$(uname -m | sed s/x86_64/amd64/)", "$(uname -m | sed s/x86_64/amd64/)")]
    [InlineData("apt-get install -y $(cat /packages)", "$(cat /packages)")]
    [InlineData("pip install $(grep -v a requirements.txt)", "$(grep -v a requirements.txt)")]
    [InlineData("./configure $(test \"$A\" = b && echo '--with-c')", "$(test \"$A\" = b && echo '--with-c')")]
    [InlineData("cp /a$([ $A = b ] && echo c || uname -m) /b", "$([ $A = b ] && echo c || uname -m)")]
    [InlineData("cp /a$(if [ $A = b ]; then echo c; else arch; fi) /b", "$(if [ $A = b ]; then echo c; else arch; fi)")]
    [InlineData("cp /a$(echo \"1.2\" | cut -d. -f1) /b", "$(echo \"1.2\" | cut -d. -f1)")]
    [InlineData("cp /a-$(date +%Y-%m-%d) /b", "$(date +%Y-%m-%d)")]
    public void A_substitution_that_nothing_is_lost_with(string command, string word) =>
        Assert.Empty(Remarks.On($"FROM debian:12\nRUN {command}", word, code: 2046));

    [Theory]
    [InlineData("chown -R $(cat /user) /a", "$(cat /user)")]
    [InlineData("make -j$(cat /number)", "$(cat /number)")]
    [InlineData("pip install a==$(cat /version)", "$(cat /version)")]
    [InlineData("cp /a$(date) /b", "$(date)")]
    [InlineData("cp /a$(date '+%Y %m') /b", "$(date '+%Y %m')")]
    [InlineData("cp /a$(echo 'b c') /b", "$(echo 'b c')")]
    [InlineData("cp /a$(echo b && echo c) /b", "$(echo b && echo c)")]
    [InlineData("cp /a$(test -f /d && cat /d) /b", "$(test -f /d && cat /d)")]
    [InlineData("cp /a$(uname -m; cat /d) /b", "$(uname -m; cat /d)")]
    public void A_substitution_that_may_be_torn(string command, string word) =>
        Assert.Single(Remarks.On($"FROM debian:12\nRUN {command}", word, code: 2046));

    [Theory]
    [InlineData("pip install uvicorn[standard]", 0)]
    [InlineData("/venv/bin/pip install uvicorn[standard]", 0)]
    [InlineData("python3 -m pip install a uvicorn[standard]==1.0", 0)]
    [InlineData("ls uvicorn[standard]", 1)]
    [InlineData("pip install -r uvicorn[standard]", 1)]
    [InlineData("pip install a && rm uvicorn[standard]", 1)]
    public void Brackets_in_the_name_of_a_package_are_no_pattern(string command, int expected) =>
        Assert.Equal(expected, Remarks.On($"FROM debian:12\nRUN {command}", "[standard]", code: 2102).Length);

    [Theory]
    [InlineData("RUN <<EOF\nX=$(nproc)\nmake -j$X\nEOF", 0)]
    [InlineData("ONBUILD RUN X=1 && make -j$X", 0)]
    [InlineData("CMD X=1 && exec tool /a/$X", 0)]
    [InlineData("RUN <<EOF\n#!/bin/bash\nX=$(nproc)\nmake -j$X\nEOF", 1)]
    [InlineData("RUN cat <<EOF > /f && make /a/$X\na\nEOF", 1)]
    public void Other_forms(string step, int expected) =>
        Assert.Equal(expected, Remarks.On($"FROM debian:12\n{step}", "$X", code: 2086).Length);
}
