//! The browser engines that the tests run in, `ENGINE=firefox` or the like: how each is started, and how its driver is
//! asked for what W3C WebDriver has no words for.
//!
//! - Chromium: Chrome DevTools Protocol.
//! - Firefox: scripts in its own window (`moz/context`), where `BrowsingContext` has what its developer tools use.
//! - WebKitGTK: nothing of the kind, but a desktop of its own for each browser, with settings that may change on the way.

use super::{Page, Result};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use thirtyfour::common::command::{Command as WebDriverCommand, ExtensionCommand};
use thirtyfour::prelude::*;

/// What renders the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    /// The engine of this run.
    pub fn of_run() -> Self {
        match std::env::var("ENGINE").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("ENGINE is {other:?}, not chromium, firefox or webkit"),
        }
    }

    /// The driver's command.
    const fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKit => "WebKitWebDriver",
        }
    }

    fn capabilities(self) -> Capabilities {
        let options = match self {
            // The sandbox needs rights that root in a container lacks; the rest keeps the browser from calling out.
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": { "args": [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--window-size=1440,1000",
                ] },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "args": ["-headless", "--width=1440", "--height=1000"],
                    "prefs": {
                        // As every reader has it; the driver would switch it off.
                        "security.fileuri.strict_origin_policy": true,
                        // Each browser lives for one test.
                        "dom.ipc.processPrelaunch.enabled": false,
                        "toolkit.shutdown.fastShutdownStage": 3,
                        "browser.download.folderList": 2,
                        "browser.download.alwaysOpenPanel": false,
                        "dom.events.testing.asyncClipboard": true,
                    },
                },
            }),
            // Without its toolbar, which would not let it be as narrow as a phone.
            Self::WebKit => json!({
                "webkitgtk:browserOptions": {
                    "binary": format!("/usr/lib/{}-linux-gnu/webkit2gtk-4.1/MiniBrowser", std::env::consts::ARCH),
                    "args": ["--automation", "--full-screen"],
                },
            }),
        };
        options.as_object().expect("they are an object").clone().into()
    }
}

pub const NO_FINGERS: &str = "its driver turns fingers into a mouse";
pub const NO_KEYS_IN_FRAMES: &str = "its driver cannot type in a frame of another origin";
pub const NO_PAPER: &str = "its driver neither prints nor shows the page as on paper";
pub const NO_SWITCH: &str = "its driver cannot switch scripts off and still look at the page";

/// Whether the engine of this run is one of those that a test cannot be run in, and why not, which is told: on standard
/// error, past the test runner that keeps what passing tests say, one line each, which `make test-browsers` counts.
pub fn skips(engines: &[Engine], reason: &str) -> bool {
    let engine = Engine::of_run();
    let is_skipped = engines.contains(&engine);
    if is_skipped {
        let thread = std::thread::current();
        let test = thread.name().expect("each test has a thread of its name");
        writeln!(std::io::stderr(), "skipped in {engine:?}: {test}: {reason}").expect("there is standard error");
    }
    is_skipped
}

/// A running driver, stopped when dropped.
pub struct Driver {
    process: Child,
    pub address: String,
    /// Dropped after the driver.
    desktop: Option<Desktop>,
}

impl Driver {
    pub fn start(engine: Engine) -> Self {
        // Another may take the free port in between; the driver that loses it ends, and is started again.
        (0..10).find_map(|_| Self::try_start(engine)).expect("the driver starts")
    }

    fn try_start(engine: Engine) -> Option<Self> {
        let desktop = (engine == Engine::WebKit).then(Desktop::start);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let mut command = Command::new(engine.driver());
        if let Some(desktop) = &desktop {
            command.envs(desktop.variables());
        }
        if engine == Engine::Firefox {
            // For scripts in the browser's own window.
            command.arg("--allow-system-access");
        }
        let process = command
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{} (make browsers installs it): {error}", engine.driver()));
        let mut driver = Self { process, address: format!("http://127.0.0.1:{port}"), desktop };
        let start = Instant::now();
        while driver.process.try_wait().expect("it is ours").is_none() && start.elapsed() < super::PATIENCE {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(driver);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        None
    }

    /// Starts a browser.
    pub async fn browser(&self, engine: Engine) -> Result<WebDriver> {
        let browser = WebDriver::new(&self.address, engine.capabilities()).await?;
        if engine == Engine::WebKit {
            browser.set_window_rect(0, 0, 1440, 1000).await?;
        }
        Ok(browser)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// A screen without glass, and the settings of a desktop, for a browser that cannot do without.
struct Desktop {
    screen: Child,
    settings: Child,
    folder: PathBuf,
    display: String,
}

impl Desktop {
    fn start() -> Self {
        static STARTED: AtomicUsize = AtomicUsize::new(0);
        let name = format!("desktop-{}-{}", std::process::id(), STARTED.fetch_add(1, Ordering::Relaxed));
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        for within in ["gtk-3.0", "saved"] {
            fs::create_dir_all(folder.join(within)).expect("a folder");
        }
        fs::write(folder.join("user-dirs.dirs"), "XDG_DOWNLOAD_DIR=\"$HOME/saved\"\n").expect("a file");
        // What the browser has around the page would hold its window wider than a phone.
        let nothing = "* { border: 0; margin: 0; min-height: 0; min-width: 0; padding: 0; font-size: 1px }";
        fs::write(folder.join("gtk-3.0/gtk.css"), nothing).expect("a file");
        // It names the display that was free.
        let mut screen = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed (make browsers does it)");
        let mut display = String::new();
        BufReader::new(screen.stdout.take().expect("it is piped")).read_line(&mut display).expect("a display");
        let display = format!(":{}", display.trim());
        let file = folder.join("settings");
        fs::write(&file, settings(false, false)).expect("a file");
        let settings = Command::new("xsettingsd")
            .arg("-c")
            .arg(file)
            .env("DISPLAY", &display)
            .stderr(Stdio::null())
            .spawn()
            .expect("xsettingsd is installed (make browsers does it)");
        Self { screen, settings, folder, display }
    }

    fn variables(&self) -> [(&'static str, &std::ffi::OsStr); 4] {
        let folder = self.folder.as_os_str();
        [
            ("DISPLAY", self.display.as_ref()),
            ("HOME", folder),
            ("XDG_CONFIG_HOME", folder),
            // The reader's language.
            ("LC_ALL", "en_GB.UTF-8".as_ref()),
        ]
    }

    fn prefer(&self, is_dark: bool, is_still: bool) {
        fs::write(self.folder.join("settings"), settings(is_dark, is_still)).expect("a file");
        let told = Command::new("kill").args(["-HUP", &self.settings.id().to_string()]).status();
        assert!(told.expect("there is kill").success());
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for process in [&mut self.settings, &mut self.screen] {
            process.kill().ok();
            process.wait().ok();
        }
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// The settings of a desktop.
fn settings(is_dark: bool, is_still: bool) -> String {
    let theme = if is_dark { "Adwaita-dark" } else { "Adwaita" };
    format!("Net/ThemeName \"{theme}\"\nGtk/EnableAnimations {}\n", u8::from(!is_still))
}

/// A command of WebDriver that the client has no words for.
#[derive(Debug)]
struct Raw {
    method: axum::http::Method,
    endpoint: String,
    body: Option<Value>,
}

impl ExtensionCommand for Raw {
    fn parameters_json(&self) -> Option<Value> {
        self.body.clone()
    }
    fn method(&self) -> axum::http::Method {
        self.method.clone()
    }
    fn endpoint(&self) -> Arc<str> {
        self.endpoint.as_str().into()
    }
}

/// What the system of the reader asks for, or the device, besides colours that are light.
#[derive(Clone, Copy, Debug, Default)]
pub struct Media {
    pub is_dark: bool,
    pub wants_less_motion: bool,
    pub has_forced_colours: bool,
    pub is_paper: bool,
}

impl Page {
    async fn raw(&self, method: axum::http::Method, endpoint: String, body: Option<Value>) -> Result<Value> {
        let command = WebDriverCommand::ExtensionCommand(Box::new(Raw { method, endpoint, body }));
        self.browser.handle().cmd(command).await?.value()
    }

    /// The role or label that the browser computed for an element (WebDriver, section 12.4).
    pub async fn computed(&self, element: &WebElement, what: &str) -> Result<String> {
        let endpoint = format!("/element/{}/computed{what}", element.element_id());
        Ok(self.raw(axum::http::Method::GET, endpoint, None).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Brings an element into sight: WebKit's driver does not scroll to what is left undrawn out of sight.
    pub async fn scroll_to(&self, element: &WebElement) -> Result {
        if Engine::of_run() == Engine::WebKit {
            let scroll = "const { top, bottom } = arguments[0].getBoundingClientRect();
                if (top < 0 || bottom > innerHeight) arguments[0].scrollIntoView({ block: 'center' })";
            self.browser.execute(scroll, vec![element.to_json()?]).await?;
        }
        Ok(())
    }

    /// Clicks an element.
    pub async fn click_on(&self, element: &WebElement) -> Result {
        self.scroll_to(element).await?;
        element.click().await
    }

    /// Opens another page beside this one, which is told that it is in front. WebKit's driver does not bring tabs to the front.
    pub async fn open_another(&self) -> Result<WindowHandle> {
        match Engine::of_run() {
            Engine::Chromium | Engine::Firefox => self.browser.new_tab().await,
            Engine::WebKit => self.browser.new_window().await,
        }
    }

    /// Has input devices act (WebDriver, section 15).
    pub async fn act(&self, devices: Value) -> Result {
        let body = json!({ "actions": devices });
        self.raw(axum::http::Method::POST, "/actions".to_owned(), Some(body)).await.map(drop)
    }

    /// Runs a script in Firefox's own window, with what the page is in as `tab`.
    async fn in_firefox(&self, script: &str) -> Result<Value> {
        let context = async |name: &str| {
            let body = json!({ "context": name });
            self.raw(axum::http::Method::POST, "/moz/context".to_owned(), Some(body)).await
        };
        context("chrome").await?;
        let script =
            format!("const {{ selectedBrowser }} = gBrowser; const tab = selectedBrowser.browsingContext; {script}");
        let outcome = self.browser.execute(script, Vec::new()).await;
        context("content").await?;
        Ok(outcome?.json().clone())
    }

    /// Has the page find this of the reader's system.
    pub async fn emulate(&self, media: Media) -> Result {
        let Media { is_dark, wants_less_motion, has_forced_colours, is_paper } = media;
        let choose = |is_so: bool, so: &'static str, otherwise: &'static str| if is_so { so } else { otherwise };
        let scheme = choose(is_dark, "dark", "light");
        match Engine::of_run() {
            Engine::Chromium => {
                let features = json!([
                    { "name": "prefers-color-scheme", "value": scheme },
                    { "name": "prefers-reduced-motion", "value": choose(wants_less_motion, "reduce", "") },
                    { "name": "forced-colors", "value": choose(has_forced_colours, "active", "") },
                ]);
                let media = json!({ "media": choose(is_paper, "print", ""), "features": features });
                self.browser.cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
            }
            Engine::Firefox => {
                let motion = choose(wants_less_motion, "reduce", "none");
                let forced = choose(has_forced_colours, "active", "none");
                let medium = choose(is_paper, "print", "");
                // Of all tabs: what is set for one may be lost on the way to another page.
                self.in_firefox(&format!(
                    "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', {is_dark} ? 0 : 1);
                     tab.prefersReducedMotionOverride = '{motion}';
                     tab.forcedColorsOverride = '{forced}'; tab.mediumOverride = '{medium}'"
                ))
                .await?;
            }
            Engine::WebKit => {
                assert!(!has_forced_colours && !is_paper, "WebKit's driver emulates neither");
                self.driver.desktop.as_ref().expect("WebKit has one").prefer(is_dark, wants_less_motion);
            }
        }
        let query = format!(
            "const is = (query) => matchMedia(query).matches;
             return is('(prefers-reduced-motion: reduce)') === {wants_less_motion} && is('print') === {is_paper}
                 && ({is_paper} || is('(prefers-color-scheme: dark)') === {is_dark})"
        );
        self.wait_until("the browser has the settings", async |page| page.script(&query).await).await
    }

    /// Has a script run in every page before its own. Only Chromium does so in files from a disk and in pages without origin.
    pub async fn before_load(&self, script: &str) -> Result {
        if Engine::of_run() == Engine::Chromium {
            let source = json!({ "source": script });
            return self.browser.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await.map(drop);
        }
        self.site.before_load(script);
        Ok(())
    }

    /// Sets the size of the screen, down to widths that no window takes, and whether the reader likes it dark.
    pub async fn set_screen(&self, width: u32, height: u32, is_dark: bool) -> Result {
        match Engine::of_run() {
            Engine::Chromium => {
                let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
                self.browser.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
            }
            Engine::Firefox => {
                self.in_firefox(&format!(
                    "const {{ style }} = selectedBrowser;
                     style.minWidth = style.maxWidth = '{width}px'; style.minHeight = style.maxHeight = '{height}px'"
                ))
                .await?;
            }
            Engine::WebKit => self.browser.set_window_rect(0, 0, width, height).await?,
        }
        // Chromium answers once it is so; what is open now may have another width there, as on a telephone.
        if Engine::of_run() != Engine::Chromium {
            let query = format!("return innerWidth === {width} && innerHeight === {height}");
            self.wait_until(&format!("the screen is {width} by {height}"), async |page| page.script(&query).await)
                .await?;
        }
        self.emulate(Media { is_dark, ..Media::default() }).await
    }

    /// Has the browser ask the site for everything from now on, whatever a worker keeps.
    pub async fn bypass_worker(&self) -> Result {
        if Engine::of_run() == Engine::Chromium {
            // A worker whose page is still open would outlive being unregistered.
            let tools = self.browser.cdp();
            tools.send_raw("Network.enable", json!({})).await?;
            tools.send_raw("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
            return tools.send_raw("Network.setBypassServiceWorker", json!({ "bypass": true })).await.map(drop);
        }
        // One that is still on its way would not be found below.
        if Engine::of_run() == Engine::Firefox {
            self.in_firefox("Services.prefs.setBoolPref('dom.serviceWorkers.enabled', false)").await?;
        }
        let unregister = "if (!location.protocol.startsWith('http')) return;
             return navigator.serviceWorker?.getRegistrations()
                .then((workers) => Promise.all(workers.map((worker) => worker.unregister())))";
        self.script::<Value>(unregister).await.map(drop)
    }

    /// Switches scripts off, or on again, for the pages to come.
    pub async fn allow_scripts(&self, are_allowed: bool) -> Result {
        match Engine::of_run() {
            Engine::Chromium => {
                let value = json!({ "value": !are_allowed });
                self.browser.cdp().send_raw("Emulation.setScriptExecutionDisabled", value).await.map(drop)
            }
            Engine::Firefox => self.in_firefox(&format!("tab.allowJavascript = {are_allowed}")).await.map(drop),
            Engine::WebKit => panic!("WebKit's driver cannot"),
        }
    }

    /// Has the reader use fingers.
    pub async fn use_fingers(&self) -> Result {
        match Engine::of_run() {
            Engine::Chromium => {
                let tools = self.browser.cdp();
                let fingers = json!({ "enabled": true, "maxTouchPoints": 5 });
                tools.send_raw("Emulation.setTouchEmulationEnabled", fingers).await?;
                let mouse = json!({ "enabled": true, "configuration": "mobile" });
                tools.send_raw("Emulation.setEmitTouchEventsForMouse", mouse).await.map(drop)
            }
            Engine::Firefox => {
                let fingers = "tab.touchEventsOverride = 'enabled'; Services.prefs.setIntPref('ui.primaryPointerCapabilities', 1)";
                self.in_firefox(fingers).await.map(drop)
            }
            Engine::WebKit => panic!("WebKit's driver cannot"),
        }
    }

    /// Has the browser ask for pages in these languages.
    pub async fn read_languages(&self, languages: &str) -> Result {
        match Engine::of_run() {
            Engine::Chromium => {
                let agent: String = self.script("return navigator.userAgent").await?;
                let reader = json!({ "userAgent": agent, "acceptLanguage": languages });
                self.browser.cdp().send_raw("Emulation.setUserAgentOverride", reader).await.map(drop)
            }
            Engine::Firefox => {
                let set = format!("Services.prefs.setCharPref('intl.accept_languages', '{languages}')");
                self.in_firefox(&set).await.map(drop)
            }
            Engine::WebKit => panic!("WebKit's driver cannot"),
        }
    }

    /// Has the browser save files in an empty folder: this one, where it can be told.
    pub async fn save_to(&self, folder: PathBuf) -> Result<PathBuf> {
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).expect("a folder for files");
        match Engine::of_run() {
            Engine::Chromium => {
                let allow = json!({ "behavior": "allow", "downloadPath": folder.to_string_lossy() });
                self.browser.cdp().send_raw("Browser.setDownloadBehavior", allow).await?;
            }
            Engine::Firefox => {
                let set = format!("Services.prefs.setCharPref('browser.download.dir', '{}')", folder.to_string_lossy());
                self.in_firefox(&set).await?;
            }
            Engine::WebKit => return Ok(self.driver.desktop.as_ref().expect("WebKit has one").folder.join("saved")),
        }
        Ok(folder)
    }

    /// Has the browser let go of what nothing holds on to.
    pub async fn collect_garbage(&self) -> Result {
        match Engine::of_run() {
            Engine::Chromium => self.browser.cdp().send_raw("HeapProfiler.collectGarbage", json!({})).await.map(drop),
            Engine::Firefox => {
                let collect = "Services.obs.notifyObservers(null, 'child-gc-request');
                    Services.obs.notifyObservers(null, 'child-cc-request')";
                self.in_firefox(collect).await.map(drop)
            }
            Engine::WebKit => panic!("WebKit's driver cannot"),
        }
    }
}
