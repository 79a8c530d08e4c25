//! Info, Contact and License.

use alloc::boxed::Box;

use crate::Text;
use crate::codec::object::{Object, object, object_field};

object! {
    /// About the API.
    ///
    /// OAS 3.2 [Info Object](https://spec.openapis.org/oas/v3.2.0#info-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Info {
        /// The API's name.
        "title" => pub title: Text, with_title(Text);
        /// In a few words. Since OAS 3.1.
        "summary" => pub summary: Option<Text>, with_summary(Text);
        /// At length, in CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// A URI.
        "termsOfService" => pub terms_of_service: Option<Text>, with_terms_of_service(Text);
        /// Who answers for it.
        "contact" => pub contact: Option<Box<Contact>>, with_contact(Contact);
        /// Under which licence it is offered.
        "license" => pub license: Option<Box<License>>, with_license(License);
        /// The version of the API's description, not of OpenAPI.
        "version" => pub version: Text, with_version(Text);
    }
}

object_field!(Info, required: true, |it| it.filled() == 0);

impl Info {
    /// An API's name and version.
    pub fn new(title: impl Into<Text>, version: impl Into<Text>) -> Self {
        Self { title: title.into(), version: version.into(), ..Self::default() }
    }
}

object! {
    /// Who answers for an API.
    ///
    /// OAS 3.2 [Contact Object](https://spec.openapis.org/oas/v3.2.0#contact-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Contact {
        /// A person or an organisation.
        "name" => pub name: Option<Text>, with_name(Text);
        /// A URI.
        "url" => pub url: Option<Text>, with_url(Text);
        /// An e-mail address.
        "email" => pub email: Option<Text>, with_email(Text);
    }
}

object! {
    /// A licence.
    ///
    /// OAS 3.2 [License Object](https://spec.openapis.org/oas/v3.2.0#license-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct License {
        /// Its name.
        "name" => pub name: Text, with_name(Text);
        /// An SPDX expression; excludes `url`. Since OAS 3.1.
        "identifier" => pub identifier: Option<Text>, with_identifier(Text);
        /// A URI; excludes `identifier`.
        "url" => pub url: Option<Text>, with_url(Text);
    }
}

impl License {
    /// A licence by its name.
    pub fn new(name: impl Into<Text>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}
