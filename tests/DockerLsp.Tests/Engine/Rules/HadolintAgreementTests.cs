using DockerLsp.Engine.Configuration;

namespace DockerLsp.Tests.Engine.Rules;

/// <summary>
/// Whether the rules that share an id with hadolint find something where its documentation says so. Where they differ on purpose,
/// docs/coming-from-hadolint.md says why, and the case stands here with our answer.
/// </summary>
public sealed class HadolintAgreementTests
{
    [Theory]
    [InlineData("FROM debian:12\nRUN ssh host ls")]
    [InlineData("FROM debian:12\nRUN apt-get update && vim x")]
    [InlineData("FROM debian:12\nRUN service nginx start")]
    [InlineData("FROM debian:12\nRUN ps")]
    [InlineData("FROM debian:12\nRUN kill 1")]
    [InlineData("FROM debian:12\nRUN mount a b")]
    [InlineData("FROM debian:12\nRUN top")]
    [InlineData("FROM debian:12\nRUN free")]
    [InlineData("FROM debian:12\nRUN shutdown now")]
    [InlineData("FROM debian:12\nONBUILD RUN ssh x")]
    public void DL3001_finds(string dockerfile) => Assert.True(IsFound("DL3001", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y ssh vim")]
    [InlineData("FROM debian:12\nRUN echo ssh")]
    [InlineData("FROM debian:12\nRUN ls /etc/ssh")]
    public void DL3001_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3001", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN cd /opt")]
    [InlineData("FROM debian:12\nRUN cd /opt && make")]
    [InlineData("FROM debian:12\nRUN make && cd x")]
    [InlineData("FROM debian:12\nRUN (cd /opt && make)")]
    [InlineData("FROM debian:12\nONBUILD RUN cd /x")]
    [InlineData("FROM debian:12\nRUN <<EOF\ncd /x\nEOF")]
    public void DL3003_finds(string dockerfile) => Assert.True(IsFound("DL3003", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN make")]
    [InlineData("FROM debian:12\nRUN echo cd")]
    [InlineData("FROM debian:12\nWORKDIR /x")]
    [InlineData("FROM debian:12\nRUN pushd x")]
    public void DL3003_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3003", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN sudo apt-get update")]
    [InlineData("FROM debian:12\nRUN apt-get update && sudo ls")]
    [InlineData("FROM debian:12\nONBUILD RUN sudo x")]
    [InlineData("FROM debian:12\nRUN (sudo x)")]
    public void DL3004_finds(string dockerfile) => Assert.True(IsFound("DL3004", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y sudo")]
    [InlineData("FROM debian:12\nRUN echo sudo")]
    [InlineData("FROM debian:12\nRUN gosu x y")]
    public void DL3004_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3004", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y python")]
    [InlineData("FROM debian:12\nRUN apt-get update && apt-get install -y python curl=1")]
    [InlineData("FROM debian:12\nRUN apt-get -y install python")]
    [InlineData("FROM debian:12\nRUN apt-get install -y --no-install-recommends python")]
    [InlineData("FROM debian:12\nONBUILD RUN apt-get install -y python")]
    [InlineData("FROM debian:12\nRUN <<EOF\napt-get install -y python\nEOF")]
    [InlineData("FROM debian:12\nRUN apt-get -qqy install python")]
    [InlineData("FROM debian:12\nRUN DEBIAN_FRONTEND=noninteractive apt-get install -y python")]
    [InlineData("FROM debian:12\nRUN sudo apt-get install -y python")]
    [InlineData("FROM debian:12\nRUN apt-get install -y a=1 \\\n  b")]
    public void DL3008_finds(string dockerfile) => Assert.True(IsFound("DL3008", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y python=1.2")]
    [InlineData("FROM debian:12\nRUN apt-get install -y \"python=1.2\"")]
    [InlineData("FROM debian:12\nRUN apt-get install -y -t buster-backports python=1")]
    [InlineData("FROM debian:12\nRUN apt-get install -y ./x.deb")]
    [InlineData("FROM debian:12\nRUN apt-get install -y /tmp/x.deb")]
    [InlineData("FROM debian:12\nRUN apt-get install -y python/stretch")]
    [InlineData("FROM debian:12\nRUN apt-get install -y python=$V")]
    [InlineData("FROM debian:12\nRUN apt-get update")]
    [InlineData("FROM debian:12\nRUN apt-get remove python")]
    [InlineData("FROM debian:12\nRUN apt-get install")]
    [InlineData("FROM debian:12\nRUN echo apt-get install python")]
    [InlineData("FROM debian:12\nRUN apt-get install -y $PKG")]
    public void DL3008_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3008", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get update && apt-get install -y python")]
    [InlineData("FROM debian:12\nRUN apt-get update")]
    [InlineData("FROM debian:12\nRUN apt update")]
    [InlineData("FROM debian:12\nRUN apt-get update && apt-get clean")]
    [InlineData("FROM debian:12\nONBUILD RUN apt-get update")]
    [InlineData("FROM debian:12\nRUN aptitude update")]
    [InlineData("FROM debian:12\nRUN apt-get update && apt-get install -y a && rm -rf /tmp/x")]
    public void DL3009_finds(string dockerfile) => Assert.True(IsFound("DL3009", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get update && apt-get install -y python && rm -rf /var/lib/apt/lists/*")]
    [InlineData("FROM debian:12\nRUN apt-get install -y python")]
    [InlineData("FROM debian:12\nRUN apt-get update && rm -rf /var/lib/apt/lists/* /tmp/*")]
    [InlineData("FROM debian:12\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update")]
    [InlineData("FROM debian:12\nRUN --mount=type=cache,target=/var/lib/apt --mount=type=cache,target=/var/cache/apt apt-get update")]
    [InlineData("FROM debian:12\nRUN --mount=type=tmpfs,target=/var/lib/apt/lists apt-get update")]
    [InlineData("FROM debian:12\nRUN ls")]
    public void DL3009_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3009", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nCOPY a.tar.gz /x/\nRUN tar xf /x/a.tar.gz")]
    [InlineData("FROM debian:12\nCOPY a.tar /x/\nRUN cd /x && tar -xvf a.tar")]
    [InlineData("FROM debian:12\nCOPY a.tgz /x/\nRUN tar -x -f /x/a.tgz")]
    [InlineData("FROM debian:12\nCOPY a.tar.gz /x/b.tar.gz\nRUN tar xf /x/b.tar.gz")]
    public void DL3010_finds(string dockerfile) => Assert.True(IsFound("DL3010", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nCOPY a.tar.gz /x/")]
    [InlineData("FROM debian:12\nCOPY a.txt /x/\nRUN tar xf b.tar")]
    [InlineData("FROM debian:12\nCOPY --from=z:1 a.tar.gz /x/\nRUN tar xf /x/a.tar.gz")]
    [InlineData("FROM debian:12\nCOPY a.tar.gz /x/\nRUN tar cf /x/a.tar.gz b")]
    [InlineData("FROM debian:12\nCOPY a.tar.gz /x/\nRUN rm /x/a.tar.gz")]
    public void DL3010_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3010", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN pip install MySQL_python")]
    [InlineData("FROM debian:12\nRUN pip3 install a")]
    [InlineData("FROM debian:12\nRUN pip install a==1 b")]
    [InlineData("FROM debian:12\nRUN python -m pip install a")]
    [InlineData("FROM debian:12\nRUN python3 -m pip install a")]
    [InlineData("FROM debian:12\nRUN pip install --upgrade pip")]
    [InlineData("FROM debian:12\nRUN pip install a --no-cache-dir")]
    [InlineData("FROM debian:12\nRUN pip install -i https://x a")]
    [InlineData("FROM debian:12\nRUN pip install git+https://example.com/a")]
    [InlineData("FROM debian:12\nONBUILD RUN pip install a")]
    [InlineData("FROM debian:12\nRUN pip2 install a")]
    public void DL3013_finds(string dockerfile) => Assert.True(IsFound("DL3013", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN pip install a==1")]
    [InlineData("FROM debian:12\nRUN pip install \"a>=1,<2\"")]
    [InlineData("FROM debian:12\nRUN pip install a~=1")]
    [InlineData("FROM debian:12\nRUN pip install -r requirements.txt")]
    [InlineData("FROM debian:12\nRUN pip install --requirement r.txt")]
    [InlineData("FROM debian:12\nRUN pip install .")]
    [InlineData("FROM debian:12\nRUN pip install -e .")]
    [InlineData("FROM debian:12\nRUN pip install .[test]")]
    [InlineData("FROM debian:12\nRUN pip install a==1 b==2")]
    [InlineData("FROM debian:12\nRUN pip install git+https://example.com/a@v1")]
    [InlineData("FROM debian:12\nRUN pip install -c c.txt a")]
    [InlineData("FROM debian:12\nRUN pip install --constraint c.txt a")]
    [InlineData("FROM debian:12\nRUN pip install ./x.whl")]
    [InlineData("FROM debian:12\nRUN pip install x.tar.gz")]
    [InlineData("FROM debian:12\nRUN pip install --no-cache-dir a==1")]
    [InlineData("FROM debian:12\nRUN pip list")]
    [InlineData("FROM debian:12\nRUN pip install -i https://x a==1")]
    [InlineData("FROM debian:12\nRUN pip install \"a!=1\"")]
    [InlineData("FROM debian:12\nRUN pip install a===1")]
    [InlineData("FROM debian:12\nRUN pip install /opt/a")]
    [InlineData("FROM debian:12\nRUN pip install --upgrade a==1")]
    [InlineData("FROM debian:12\nRUN pip3 install a==1.2.*")]
    public void DL3013_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3013", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install python")]
    [InlineData("FROM debian:12\nRUN apt-get update && apt-get install python")]
    [InlineData("FROM debian:12\nRUN apt-get install -q python")]
    [InlineData("FROM debian:12\nONBUILD RUN apt-get install a")]
    [InlineData("FROM debian:12\nRUN apt-get install --no-install-recommends a")]
    public void DL3014_finds(string dockerfile) => Assert.True(IsFound("DL3014", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y python")]
    [InlineData("FROM debian:12\nRUN apt-get -y install python")]
    [InlineData("FROM debian:12\nRUN apt-get install --yes python")]
    [InlineData("FROM debian:12\nRUN apt-get install --assume-yes a")]
    [InlineData("FROM debian:12\nRUN apt-get -qq install a")]
    [InlineData("FROM debian:12\nRUN apt-get install -qq a")]
    [InlineData("FROM debian:12\nRUN apt-get install -q -q a")]
    [InlineData("FROM debian:12\nRUN apt-get install -q=2 a")]
    [InlineData("FROM debian:12\nRUN apt-get install -qy a")]
    [InlineData("FROM debian:12\nRUN apt-get -fmy install a")]
    [InlineData("FROM debian:12\nRUN apt-get update")]
    [InlineData("FROM debian:12\nRUN apt-get install python -y")]
    [InlineData("FROM debian:12\nRUN apt-get install -qqy a")]
    public void DL3014_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3014", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y python")]
    [InlineData("FROM debian:12\nRUN apt-get -y install python")]
    [InlineData("FROM debian:12\nONBUILD RUN apt-get install -y a")]
    public void DL3015_finds(string dockerfile) => Assert.True(IsFound("DL3015", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y --no-install-recommends python")]
    [InlineData("FROM debian:12\nRUN apt-get install --no-install-recommends -y python")]
    [InlineData("FROM debian:12\nRUN apt-get -y -o APT::Install-Recommends=false install a")]
    [InlineData("FROM debian:12\nRUN apt-get install -y -o APT::Install-Recommends=0 a")]
    [InlineData("FROM debian:12\nRUN apt-get update")]
    [InlineData("FROM debian:12\nRUN apt-get -y --no-install-recommends install a")]
    public void DL3015_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3015", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN npm install express")]
    [InlineData("FROM debian:12\nRUN npm install -g express")]
    [InlineData("FROM debian:12\nRUN npm i express")]
    [InlineData("FROM debian:12\nRUN npm install a@1 b")]
    [InlineData("FROM debian:12\nRUN npm install --global a")]
    [InlineData("FROM debian:12\nRUN npm install git://github.com/npm/npm.git")]
    [InlineData("FROM debian:12\nRUN npm install @scope/a")]
    [InlineData("FROM debian:12\nONBUILD RUN npm install -g a")]
    public void DL3016_finds(string dockerfile) => Assert.True(IsFound("DL3016", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN npm install express@4")]
    [InlineData("FROM debian:12\nRUN npm install express@\"4\"")]
    [InlineData("FROM debian:12\nRUN npm install")]
    [InlineData("FROM debian:12\nRUN npm install @scope/a@1")]
    [InlineData("FROM debian:12\nRUN npm install git+ssh://git@example.com/a.git#v1")]
    [InlineData("FROM debian:12\nRUN npm install ./a")]
    [InlineData("FROM debian:12\nRUN npm install a.tgz")]
    [InlineData("FROM debian:12\nRUN npm ci")]
    [InlineData("FROM debian:12\nRUN npm run a")]
    [InlineData("FROM debian:12\nRUN npm install -g a@latest")]
    [InlineData("FROM debian:12\nRUN npm install --global")]
    [InlineData("FROM debian:12\nRUN npm install ../a")]
    [InlineData("FROM debian:12\nRUN npm install /a")]
    [InlineData("FROM debian:12\nRUN npm install a@\">=1\"")]
    [InlineData("FROM debian:12\nRUN npm config set x y")]
    public void DL3016_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3016", dockerfile));

    [Theory]
    [InlineData("FROM alpine:3.20\nRUN apk add flex")]
    [InlineData("FROM alpine:3.20\nRUN apk --no-cache add flex")]
    [InlineData("FROM alpine:3.20\nRUN apk add --no-cache flex=1 bison")]
    [InlineData("FROM alpine:3.20\nRUN apk add --virtual .deps flex")]
    [InlineData("FROM alpine:3.20\nRUN apk add -t .deps flex")]
    [InlineData("FROM alpine:3.20\nRUN apk add -U flex")]
    [InlineData("FROM alpine:3.20\nONBUILD RUN apk add a")]
    [InlineData("FROM alpine:3.20\nRUN apk add flex && ls")]
    [InlineData("FROM alpine:3.20\nRUN apk -U add flex")]
    public void DL3018_finds(string dockerfile) => Assert.True(IsFound("DL3018", dockerfile));

    [Theory]
    [InlineData("FROM alpine:3.20\nRUN apk add flex=1")]
    [InlineData("FROM alpine:3.20\nRUN apk add --no-cache flex=1 bison=2")]
    [InlineData("FROM alpine:3.20\nRUN apk add \"flex>1\"")]
    [InlineData("FROM alpine:3.20\nRUN apk add flex~=1")]
    [InlineData("FROM alpine:3.20\nRUN apk add --virtual .deps flex=1")]
    [InlineData("FROM alpine:3.20\nRUN apk add -t .deps flex=1")]
    [InlineData("FROM alpine:3.20\nRUN apk add ./a.apk")]
    [InlineData("FROM alpine:3.20\nRUN apk update")]
    [InlineData("FROM alpine:3.20\nRUN apk del a")]
    [InlineData("FROM alpine:3.20\nRUN apk add --repository https://x flex=1")]
    [InlineData("FROM alpine:3.20\nRUN apk add -X https://x flex=1")]
    [InlineData("FROM alpine:3.20\nRUN apk add flex~1")]
    [InlineData("FROM alpine:3.20\nRUN apk add --no-cache --virtual=.deps flex=1")]
    [InlineData("FROM alpine:3.20\nRUN apk add flex@edge=1")]
    public void DL3018_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3018", dockerfile));

    [Theory]
    [InlineData("FROM alpine:3.20\nRUN apk add flex=1")]
    [InlineData("FROM alpine:3.20\nRUN apk update && apk add a=1")]
    [InlineData("FROM alpine:3.20\nONBUILD RUN apk add a=1")]
    public void DL3019_finds(string dockerfile) => Assert.True(IsFound("DL3019", dockerfile));

    [Theory]
    [InlineData("FROM alpine:3.20\nRUN apk add --no-cache flex=1")]
    [InlineData("FROM alpine:3.20\nRUN apk --no-cache add flex=1")]
    [InlineData("FROM alpine:3.20\nRUN --mount=type=cache,target=/var/cache/apk apk add a=1")]
    [InlineData("FROM alpine:3.20\nRUN --mount=type=tmpfs,target=/var/cache/apk apk add a=1")]
    [InlineData("FROM alpine:3.20\nRUN apk del a")]
    public void DL3019_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3019", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt install python")]
    [InlineData("FROM debian:12\nRUN apt update")]
    [InlineData("FROM debian:12\nRUN apt-get update && apt install -y a")]
    [InlineData("FROM debian:12\nONBUILD RUN apt update")]
    public void DL3027_finds(string dockerfile) => Assert.True(IsFound("DL3027", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y python")]
    [InlineData("FROM debian:12\nRUN apt-cache search a")]
    [InlineData("FROM debian:12\nRUN echo apt")]
    [InlineData("FROM debian:12\nRUN apt-mark hold a")]
    public void DL3027_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3027", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN gem install bundler")]
    [InlineData("FROM debian:12\nRUN gem install a:1 b")]
    [InlineData("FROM debian:12\nRUN gem i bundler")]
    [InlineData("FROM debian:12\nONBUILD RUN gem install a")]
    [InlineData("FROM debian:12\nRUN gem install --no-document a")]
    public void DL3028_finds(string dockerfile) => Assert.True(IsFound("DL3028", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN gem install bundler:1")]
    [InlineData("FROM debian:12\nRUN gem install bundler -v 1")]
    [InlineData("FROM debian:12\nRUN gem install bundler --version 1")]
    [InlineData("FROM debian:12\nRUN gem install bundler --version=1")]
    [InlineData("FROM debian:12\nRUN gem list")]
    [InlineData("FROM debian:12\nRUN bundle install")]
    [InlineData("FROM debian:12\nRUN gem install bundler:\"1\"")]
    [InlineData("FROM debian:12\nRUN gem install -v 1 bundler")]
    [InlineData("FROM debian:12\nRUN gem install bundler -v1")]
    public void DL3028_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3028", dockerfile));

    [Theory]
    [InlineData("FROM centos:7\nRUN yum install a")]
    [InlineData("FROM centos:7\nRUN yum groupinstall a")]
    [InlineData("FROM centos:7\nRUN yum localinstall a")]
    [InlineData("FROM centos:7\nONBUILD RUN yum install a")]
    public void DL3030_finds(string dockerfile) => Assert.True(IsFound("DL3030", dockerfile));

    [Theory]
    [InlineData("FROM centos:7\nRUN yum install -y a")]
    [InlineData("FROM centos:7\nRUN yum -y install a")]
    [InlineData("FROM centos:7\nRUN yum install --assumeyes a")]
    [InlineData("FROM centos:7\nRUN yum clean all")]
    [InlineData("FROM centos:7\nRUN bash -c `# not even a yum command`")]
    [InlineData("FROM centos:7\nRUN yum install a -y")]
    public void DL3030_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3030", dockerfile));

    [Theory]
    [InlineData("FROM centos:7\nRUN yum install -y a")]
    [InlineData("FROM centos:7\nRUN yum install -y a && yum clean metadata")]
    [InlineData("FROM centos:7\nRUN yum clean all && yum install -y a")]
    [InlineData("FROM centos:7\nONBUILD RUN yum install -y a")]
    public void DL3032_finds(string dockerfile) => Assert.True(IsFound("DL3032", dockerfile));

    [Theory]
    [InlineData("FROM centos:7\nRUN yum install -y a && yum clean all")]
    [InlineData("FROM centos:7\nRUN yum install -y a && rm -rf /var/cache/yum/*")]
    [InlineData("FROM centos:7\nRUN yum clean all")]
    public void DL3032_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3032", dockerfile));

    [Theory]
    [InlineData("FROM centos:7\nRUN yum install -y a")]
    [InlineData("FROM centos:7\nRUN yum -y install a-1 b")]
    [InlineData("FROM centos:7\nONBUILD RUN yum install -y a")]
    public void DL3033_finds(string dockerfile) => Assert.True(IsFound("DL3033", dockerfile));

    [Theory]
    [InlineData("FROM centos:7\nRUN yum install -y a-1")]
    [InlineData("FROM centos:7\nRUN yum install -y a-1.2-3")]
    [InlineData("FROM centos:7\nRUN yum localinstall -y a.rpm")]
    [InlineData("FROM centos:7\nRUN yum update -y")]
    [InlineData("FROM centos:7\nRUN yum install -y https://x/a.rpm")]
    [InlineData("FROM centos:7\nRUN yum install -y rpm-sign-4.11.3")]
    [InlineData("FROM centos:7\nRUN yum install -y $A")]
    public void DL3033_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3033", dockerfile));

    [Theory]
    [InlineData("FROM opensuse/leap:15\nRUN zypper install a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper in a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper remove a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper rm a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper source-install a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper si a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper patch")]
    [InlineData("FROM opensuse/leap:15\nONBUILD RUN zypper in a")]
    public void DL3034_finds(string dockerfile) => Assert.True(IsFound("DL3034", dockerfile));

    [Theory]
    [InlineData("FROM opensuse/leap:15\nRUN zypper install -y a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper install -n a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper -n install a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper --non-interactive in a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper install --no-confirm a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper refresh")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper clean")]
    public void DL3034_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3034", dockerfile));

    [Theory]
    [InlineData("FROM opensuse/leap:15\nRUN zypper dist-upgrade -y")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper dup")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper -n dup")]
    [InlineData("FROM opensuse/leap:15\nONBUILD RUN zypper dup")]
    public void DL3035_finds(string dockerfile) => Assert.True(IsFound("DL3035", dockerfile));

    [Theory]
    [InlineData("FROM opensuse/leap:15\nRUN zypper update")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper in dup")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper patch -y")]
    public void DL3035_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3035", dockerfile));

    [Theory]
    [InlineData("FROM opensuse/leap:15\nRUN zypper install -y a=1")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper in -y a && zypper refresh")]
    [InlineData("FROM opensuse/leap:15\nONBUILD RUN zypper in -y a")]
    public void DL3036_finds(string dockerfile) => Assert.True(IsFound("DL3036", dockerfile));

    [Theory]
    [InlineData("FROM opensuse/leap:15\nRUN zypper in -y a && zypper clean")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper install -y a && zypper cc -a")]
    [InlineData("FROM opensuse/leap:15\nRUN --mount=type=cache,target=/var/cache/zypp zypper in -y a")]
    [InlineData("FROM opensuse/leap:15\nRUN --mount=type=tmpfs,target=/var/cache/zypp zypper in -y a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper refresh")]
    public void DL3036_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3036", dockerfile));

    [Theory]
    [InlineData("FROM opensuse/leap:15\nRUN zypper install -y a")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper in -y a=1 b")]
    [InlineData("FROM opensuse/leap:15\nONBUILD RUN zypper in -y a")]
    public void DL3037_finds(string dockerfile) => Assert.True(IsFound("DL3037", dockerfile));

    [Theory]
    [InlineData("FROM opensuse/leap:15\nRUN zypper install -y a=1")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper install -y \"a>=1\"")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper install -y a.rpm")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper in -y \"a<=1\"")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper refresh")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper in -y https://x/a.rpm")]
    public void DL3037_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3037", dockerfile));

    [Theory]
    [InlineData("FROM fedora:40\nRUN dnf install a")]
    [InlineData("FROM fedora:40\nRUN microdnf install a")]
    [InlineData("FROM fedora:40\nRUN dnf groupinstall a")]
    [InlineData("FROM fedora:40\nRUN dnf localinstall a")]
    [InlineData("FROM fedora:40\nONBUILD RUN dnf install a")]
    public void DL3038_finds(string dockerfile) => Assert.True(IsFound("DL3038", dockerfile));

    [Theory]
    [InlineData("FROM fedora:40\nRUN dnf install -y a")]
    [InlineData("FROM fedora:40\nRUN microdnf install -y a")]
    [InlineData("FROM fedora:40\nRUN dnf -y install a")]
    [InlineData("FROM fedora:40\nRUN dnf install --assumeyes a")]
    [InlineData("FROM fedora:40\nRUN dnf clean all")]
    public void DL3038_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3038", dockerfile));

    [Theory]
    [InlineData("FROM fedora:40\nRUN dnf install -y a")]
    [InlineData("FROM fedora:40\nRUN microdnf install -y a")]
    [InlineData("FROM fedora:40\nRUN dnf install -y a && dnf makecache")]
    [InlineData("FROM fedora:40\nRUN dnf clean all && dnf install -y a")]
    [InlineData("FROM fedora:40\nONBUILD RUN dnf install -y a")]
    [InlineData("FROM fedora:40\nRUN dnf upgrade -y")]
    public void DL3040_finds(string dockerfile) => Assert.True(IsFound("DL3040", dockerfile));

    [Theory]
    [InlineData("FROM fedora:40\nRUN dnf install -y a && dnf clean all")]
    [InlineData("FROM fedora:40\nRUN microdnf install -y a && microdnf clean all")]
    [InlineData("FROM fedora:40\nRUN dnf install -y a && rm -rf /var/cache/libdnf5*")]
    [InlineData("FROM fedora:40\nRUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y a")]
    [InlineData("FROM fedora:40\nRUN dnf clean all")]
    public void DL3040_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3040", dockerfile));

    [Theory]
    [InlineData("FROM fedora:40\nRUN dnf install -y a")]
    [InlineData("FROM fedora:40\nRUN microdnf install -y a")]
    [InlineData("FROM fedora:40\nRUN dnf install -y a-1 b")]
    [InlineData("FROM fedora:40\nONBUILD RUN dnf install -y a")]
    public void DL3041_finds(string dockerfile) => Assert.True(IsFound("DL3041", dockerfile));

    [Theory]
    [InlineData("FROM fedora:40\nRUN dnf install -y a-1")]
    [InlineData("FROM fedora:40\nRUN dnf install -y a-1.2-3.fc40")]
    [InlineData("FROM fedora:40\nRUN dnf update -y")]
    [InlineData("FROM fedora:40\nRUN dnf install -y x.rpm")]
    [InlineData("FROM fedora:40\nRUN dnf module enable -y a:1")]
    public void DL3041_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3041", dockerfile));

    [Theory]
    [InlineData("FROM python:3.12\nRUN pip install a==1")]
    [InlineData("FROM python:3.12\nRUN pip3 install a")]
    [InlineData("FROM python:3.12\nRUN python -m pip install a")]
    [InlineData("FROM python:3.12\nRUN python3 -m pip install -r r.txt")]
    [InlineData("FROM python:3.12\nRUN pip install a")]
    [InlineData("FROM python:3.12\nENV PIP_NO_CACHE_DIR=0\nRUN pip install a")]
    [InlineData("FROM python:3.12\nONBUILD RUN pip install a")]
    [InlineData("FROM python:3.12\nFROM a:1 AS x\nENV PIP_NO_CACHE_DIR=1\nFROM b:1\nRUN pip install a")]
    public void DL3042_finds(string dockerfile) => Assert.True(IsFound("DL3042", dockerfile));

    [Theory]
    [InlineData("FROM python:3.12\nRUN pip install --no-cache-dir a")]
    [InlineData("FROM python:3.12\nRUN python -m pip install --no-cache-dir a")]
    [InlineData("FROM python:3.12\nENV PIP_NO_CACHE_DIR=1\nRUN pip install a")]
    [InlineData("FROM python:3.12\nENV PIP_NO_CACHE_DIR=on\nRUN pip install a")]
    [InlineData("FROM python:3.12\nRUN PIP_NO_CACHE_DIR=1 pip install a")]
    [InlineData("FROM python:3.12\nRUN export PIP_NO_CACHE_DIR=1 && pip install a")]
    [InlineData("FROM python:3.12\nRUN --mount=type=cache,target=/root/.cache/pip pip install a")]
    [InlineData("FROM python:3.12\nRUN pipx install a")]
    [InlineData("FROM python:3.12\nRUN pipenv install a")]
    [InlineData("FROM python:3.12\nRUN pip uninstall a")]
    [InlineData("FROM python:3.12\nFROM a:1 AS x\nENV PIP_NO_CACHE_DIR=1\nFROM x\nRUN pip install a")]
    [InlineData("FROM python:3.12\nENV PIP_NO_CACHE_DIR=true\nRUN pip install a")]
    public void DL3042_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3042", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN useradd -u 123456 a")]
    [InlineData("FROM debian:12\nRUN useradd --uid 123456 a")]
    [InlineData("FROM debian:12\nRUN useradd -m -u 999999999 a")]
    [InlineData("FROM debian:12\nONBUILD RUN useradd -u 123456 a")]
    public void DL3046_finds(string dockerfile) => Assert.True(IsFound("DL3046", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN useradd a")]
    [InlineData("FROM debian:12\nRUN useradd -u 12345 a")]
    [InlineData("FROM debian:12\nRUN useradd -l -u 123456 a")]
    [InlineData("FROM debian:12\nRUN useradd --no-log-init -u 123456 a")]
    [InlineData("FROM debian:12\nRUN useradd -l a")]
    [InlineData("FROM debian:12\nRUN usermod -u 123456 a")]
    [InlineData("FROM debian:12\nRUN useradd -lmu 123456 a")]
    public void DL3046_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3046", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN wget http://x")]
    [InlineData("FROM debian:12\nRUN wget http://x -O a")]
    [InlineData("FROM debian:12\nRUN wget -O a http://x && ls")]
    [InlineData("FROM debian:12\nONBUILD RUN wget http://x")]
    public void DL3047_finds(string dockerfile) => Assert.True(IsFound("DL3047", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN wget --progress=dot:giga http://x")]
    [InlineData("FROM debian:12\nRUN wget -q http://x")]
    [InlineData("FROM debian:12\nRUN wget -nv http://x")]
    [InlineData("FROM debian:12\nRUN wget --quiet http://x")]
    [InlineData("FROM debian:12\nRUN wget --no-verbose http://x")]
    [InlineData("FROM debian:12\nRUN wget -o log http://x")]
    [InlineData("FROM debian:12\nRUN wget -a log http://x")]
    [InlineData("FROM debian:12\nRUN wget --output-file=l http://x")]
    [InlineData("FROM debian:12\nRUN wget --append-output=l http://x")]
    [InlineData("FROM debian:12\nRUN apt-get install -y wget")]
    [InlineData("FROM debian:12\nRUN curl http://x")]
    [InlineData("FROM debian:12\nRUN wget -qO- http://x")]
    [InlineData("FROM debian:12\nRUN wget --progress dot:giga http://x")]
    public void DL3047_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3047", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN a\nRUN b")]
    [InlineData("FROM debian:12\nRUN a\n# c\nRUN b")]
    [InlineData("FROM debian:12\nRUN a && b\nRUN c")]
    [InlineData("FROM debian:12\nRUN a\nRUN b\nRUN c")]
    public void DL3059_finds(string dockerfile) => Assert.True(IsFound("DL3059", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN a")]
    [InlineData("FROM debian:12\nRUN a\nCOPY b c\nRUN d")]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=x a\nRUN b")]
    [InlineData("FROM debian:12\nRUN a && b && c\nRUN d && e && f")]
    [InlineData("FROM debian:12\nRUN a\nFROM debian:12\nRUN b")]
    [InlineData("FROM debian:12\nRUN --network=none a\nRUN b")]
    [InlineData("FROM debian:12\nRUN a\nWORKDIR /x\nRUN b")]
    public void DL3059_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3059", dockerfile));

    [Theory]
    [InlineData("FROM golang:1.23\nRUN go install example.com/a")]
    [InlineData("FROM golang:1.23\nRUN go install example.com/a@latest")]
    [InlineData("FROM golang:1.23\nRUN go get example.com/a")]
    [InlineData("FROM golang:1.23\nRUN go run example.com/a")]
    [InlineData("FROM golang:1.23\nONBUILD RUN go install example.com/a")]
    [InlineData("FROM golang:1.23\nRUN go install example.com/a@none")]
    public void DL3062_finds(string dockerfile) => Assert.True(IsFound("DL3062", dockerfile));

    [Theory]
    [InlineData("FROM golang:1.23\nRUN go install example.com/a@v1")]
    [InlineData("FROM golang:1.23\nRUN go install ./cmd/a")]
    [InlineData("FROM golang:1.23\nRUN go build example.com/a")]
    [InlineData("FROM golang:1.23\nRUN go install .")]
    [InlineData("FROM golang:1.23\nRUN go run main.go")]
    [InlineData("FROM golang:1.23\nRUN go get -d ./...")]
    [InlineData("FROM golang:1.23\nRUN go install ./...")]
    [InlineData("FROM golang:1.23\nRUN go install /x/a")]
    public void DL3062_leaves_alone(string dockerfile) => Assert.False(IsFound("DL3062", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN wget x && curl y")]
    [InlineData("FROM debian:12\nRUN wget x\nRUN curl y")]
    [InlineData("FROM debian:12\nRUN wget x; curl y | sh")]
    [InlineData("FROM debian:12\nONBUILD RUN wget x && curl y")]
    public void DL4001_finds(string dockerfile) => Assert.True(IsFound("DL4001", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN wget x")]
    [InlineData("FROM debian:12\nRUN curl x && curl y")]
    [InlineData("FROM debian:12\nRUN apt-get install -y curl wget")]
    [InlineData("FROM debian:12\nRUN wget x\nFROM debian:12\nRUN curl y")]
    [InlineData("FROM debian:12\nRUN apt-get install -y wget && curl x")]
    public void DL4001_leaves_alone(string dockerfile) => Assert.False(IsFound("DL4001", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN ln -sfv /bin/bash /bin/sh")]
    [InlineData("FROM debian:12\nRUN rm /bin/sh && ln -s /bin/bash /bin/sh")]
    [InlineData("FROM debian:12\nRUN ln -s bash /bin/sh")]
    [InlineData("FROM debian:12\nONBUILD RUN ln -sf bash /bin/sh")]
    public void DL4005_finds(string dockerfile) => Assert.True(IsFound("DL4005", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN ln -s foo bar && unrelated && something_with /bin/sh")]
    [InlineData("FROM debian:12\nRUN ln -s /bin/bash /usr/bin/sh2")]
    [InlineData("FROM debian:12\nRUN rm /bin/sh")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]")]
    public void DL4005_leaves_alone(string dockerfile) => Assert.False(IsFound("DL4005", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN wget -O - https://x | wc -l > /n")]
    [InlineData("FROM debian:12\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/sh\", \"-c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nRUN a && b | c")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/sh\", \"-o\", \"pipefail\"]\nRUN a | b\nSHELL [\"/bin/sh\", \"-c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a\nFROM debian:12\nRUN a | b")]
    [InlineData("FROM debian:12\nONBUILD RUN a | b")]
    public void DL4006_finds(string dockerfile) => Assert.True(IsFound("DL4006", dockerfile));

    [Theory]
    [InlineData("FROM debian:12\nRUN a")]
    [InlineData("FROM debian:12\nRUN a || b")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/zsh\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/ash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"pwsh\", \"-c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"powershell.exe\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"cmd\", \"/c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-e\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nRUN echo \"a | b\"")]
    [InlineData("FROM debian:12\nSHELL [\"C:/Program Files/x/pwsh.exe\", \"-c\"]\nRUN a | b")]
    [InlineData("FROM debian:12\nSHELL [\"/usr/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b")]
    public void DL4006_leaves_alone(string dockerfile) => Assert.False(IsFound("DL4006", dockerfile));

    private static bool IsFound(string rule, string dockerfile) =>
        !Invariants.Analyze(dockerfile, AnalysisOptions.Default with { Select = [rule] }).Findings.IsEmpty;
}
