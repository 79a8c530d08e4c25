//! Packs the files of the embedded pages: compressed once here, so that no request ever compresses.

#[cfg(any(feature = "swagger-ui", feature = "scalar"))]
#[path = "src/etag.rs"]
mod etag;
#[cfg(any(feature = "swagger-ui", feature = "scalar"))]
#[path = "src/gzip.rs"]
mod gzip;

#[cfg(any(feature = "swagger-ui", feature = "scalar"))]
mod packing {
    use super::{etag, gzip};
    use std::error::Error;
    use std::fmt::Write as _;
    use std::path::{Path, PathBuf};

    pub struct Source {
        pub name: &'static str,
        pub content_type: &'static str,
        pub bytes: Vec<u8>,
    }

    pub const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

    /// Writes `$OUT_DIR/{module}.rs` with a `static FILES: &[Packed]`, and the compressed files beside it.
    pub fn pack(module: &str, sources: &[Source]) -> Result<(), Box<dyn Error>> {
        let out = PathBuf::from(std::env::var("OUT_DIR")?);
        let mut code = String::from("pub(crate) static FILES: &[Packed] = &[\n");
        for source in sources {
            let stem = format!("{module}-{}", source.name);
            let brotli = brotli(&source.bytes)?;
            let gzip = gzip::compress(&source.bytes, 9)?;
            writeln!(
                code,
                "Packed {{ name: {:?}, content_type: {:?}, hash: {:?}, length: {}, body: {} }},",
                source.name,
                source.content_type,
                etag::hash(&[&source.bytes, &brotli, &gzip]),
                source.bytes.len(),
                if gzip.len() < source.bytes.len() {
                    format!(
                        "PackedBody::Compressed {{ brotli: {}, gzip: {} }}",
                        embed(&out, &format!("{stem}.br"), &brotli)?,
                        embed(&out, &format!("{stem}.gz"), &gzip)?,
                    )
                } else {
                    format!("PackedBody::Plain({})", embed(&out, &stem, &source.bytes)?)
                }
            )?;
        }
        code.push_str("];\n");
        std::fs::write(out.join(format!("{module}.rs")), code)?;
        Ok(())
    }

    /// 11 saves 8 % of what 9 leaves, and takes ten times as long: that is for releases.
    fn brotli_quality() -> Result<i32, Box<dyn Error>> {
        Ok(if std::env::var("PROFILE")? == "debug" { 9 } else { 11 })
    }

    fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut compressed = Vec::new();
        let params = brotli::enc::BrotliEncoderParams {
            quality: brotli_quality()?,
            size_hint: bytes.len(),
            ..Default::default()
        };
        brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &params)?;
        Ok(compressed)
    }

    fn embed(out: &Path, name: &str, bytes: &[u8]) -> Result<String, Box<dyn Error>> {
        std::fs::write(out.join(name), bytes)?;
        Ok(format!("include_bytes!(concat!(env!(\"OUT_DIR\"), {:?}))", format!("/{name}")))
    }
}

#[cfg(feature = "swagger-ui")]
mod swagger_ui {
    use super::packing::{JAVASCRIPT, Source};
    use std::error::Error;
    use std::io::Read as _;
    use std::path::Path;

    /// Names a folder with newer files, for example npm's `swagger-ui-dist`.
    const FOLDER: &str = "OPENAPI_DOCS_SWAGGER_UI";

    /// The file, the name it is served as, and its content type.
    const WANTED: [(&str, &str, &str); 4] = [
        ("swagger-ui-bundle.js", "swagger-ui-bundle.js", JAVASCRIPT),
        ("swagger-ui.css", "swagger-ui.css", "text/css; charset=utf-8"),
        ("oauth2-redirect.js", "oauth2-redirect.js", JAVASCRIPT),
        ("favicon-32x32.png", "favicon", "image/png"),
    ];

    pub fn sources() -> Result<Vec<Source>, Box<dyn Error>> {
        println!("cargo::rerun-if-env-changed={FOLDER}");
        let folder = std::env::var_os(FOLDER);
        let mut sources = Vec::new();
        for (file, name, content_type) in WANTED {
            let bytes = match &folder {
                Some(folder) => from_folder(Path::new(folder), file)?,
                None => from_archive(file)?,
            };
            sources.push(Source { name, content_type, bytes });
        }
        Ok(sources)
    }

    fn from_folder(folder: &Path, name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
        let path = folder.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        std::fs::read(&path)
            .map_err(|error| format!("{FOLDER}: expected the file `{}`: {error}", path.display()).into())
    }

    fn from_archive(name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
        let archive = rawzip::ZipArchive::from_slice(utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED)?;
        let wanted = format!("/dist/{name}");
        let mut entries = archive.entries();
        while let Some(entry) = entries.next_entry()? {
            if !entry.file_path().as_ref().ends_with(wanted.as_bytes()) {
                continue;
            }
            let content = archive.get_entry(entry.wayfinder())?;
            let plain = match entry.compression_method() {
                rawzip::CompressionMethod::STORE => content.data().to_vec(),
                _ => {
                    let mut plain = Vec::new();
                    flate2::bufread::DeflateDecoder::new(content.data())
                        .read_to_end(&mut plain)
                        .map_err(|error| format!("`{wanted}` in the archive of Swagger UI: {error}"))?;
                    plain
                }
            };
            let mut verified = Vec::new();
            content.verifying_reader(&plain[..]).read_to_end(&mut verified)?;
            return Ok(verified);
        }
        Err(format!("the archive of Swagger UI has no file `{wanted}`").into())
    }
}

#[cfg(feature = "scalar")]
mod scalar {
    use super::packing::{JAVASCRIPT, Source};
    use std::error::Error;

    pub fn sources() -> Result<Vec<Source>, Box<dyn Error>> {
        let name = "scalar.js";
        let bytes = scalar_api_reference::get_asset(name)
            .ok_or_else(|| format!("the crate `scalar_api_reference` has no file `{name}`"))?;
        Ok(vec![Source { name, content_type: JAVASCRIPT, bytes }])
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/etag.rs");
    println!("cargo::rerun-if-changed=src/gzip.rs");
    #[cfg(feature = "swagger-ui")]
    packing::pack("swagger_ui", &swagger_ui::sources()?)?;
    #[cfg(feature = "scalar")]
    packing::pack("scalar", &scalar::sources()?)?;
    Ok(())
}
