//! The operations: what each takes.

use openapi_merge::declare::{self, Operation, RequestBody};

use crate::types::{
    AliasedPath, AliasedQuery, AllPlaced, Bare, Closed, Contact, Containers, Either, Headers, Level, Lines, Matrix,
    MatrixQuery, Moments, Node, NoteQuery, Numbers, Order, PairBody, PairCookie, PairHeader, PairPath, PairQuery,
    Plain, Search, Session, Shape, ShelfCookie, ShelfHeader, ShelfPath, ShelfQuery, Strict, Texts, ThingPath,
};

pub fn read_thing() -> Operation {
    declare::get("/things/{name}/{count}/{level}/{color}/{id}/{day}").name("read_thing").path::<ThingPath>()
}

pub fn search() -> Operation {
    declare::get("/search").name("search").query::<Search>()
}

pub fn list_plain() -> Operation {
    declare::get("/plain").name("list_plain").query::<Plain>()
}

pub fn read_headers() -> Operation {
    declare::get("/headers").name("read_headers").header::<Headers>()
}

pub fn read_session() -> Operation {
    declare::get("/session").name("read_session").cookie::<Session>()
}

pub fn create_order() -> Operation {
    declare::post("/orders").name("create_order").request_body::<Order>()
}

pub fn measure() -> Operation {
    declare::post("/numbers").name("measure").request_body::<Numbers>()
}

pub fn plan() -> Operation {
    declare::post("/moments").name("plan").request_body::<Moments>()
}

pub fn write() -> Operation {
    declare::post("/texts").name("write").request_body::<Texts>()
}

pub fn draw() -> Operation {
    declare::post("/shapes").name("draw").request_body::<Shape>()
}

pub fn choose() -> Operation {
    declare::post("/either").name("choose").request_body::<Either>()
}

pub fn choose_bare() -> Operation {
    declare::put("/either").name("choose_bare").request_body::<Bare>()
}

pub fn grow() -> Operation {
    declare::post("/tree").name("grow").request_body::<Node>()
}

pub fn pack() -> Operation {
    declare::post("/containers").name("pack").request_body::<Containers>()
}

pub fn replace_list() -> Operation {
    declare::put("/list").name("replace_list").request_body::<Lines>()
}

pub fn set_level() -> Operation {
    declare::put("/level").name("set_level").request_body::<Level>()
}

pub fn patch_aliased() -> Operation {
    declare::patch("/aliased/{itemId}")
        .name("patch_aliased")
        .path::<AliasedPath>()
        .query::<AliasedQuery>()
        .request_body::<Closed>()
}

pub fn put_pair() -> Operation {
    declare::put("/pair/{item_id}")
        .name("put_pair")
        .path::<PairPath>()
        .query::<PairQuery>()
        .header::<PairHeader>()
        .cookie::<PairCookie>()
        .request_body::<PairBody>()
}

pub fn submit_form() -> Operation {
    let form = RequestBody::new::<Contact>().media_type("application/x-www-form-urlencoded");
    declare::post("/contact").name("submit_form").body(form)
}

pub fn take_anything() -> Operation {
    declare::post("/anything").name("take_anything").query::<NoteQuery>().request_body::<serde_json::Value>()
}

pub fn take_strict() -> Operation {
    declare::post("/strict").name("take_strict").request_body::<Strict>()
}

pub fn place() -> Operation {
    declare::put("/shelves/{shelf}/{slot}")
        .name("place")
        .path::<ShelfPath>()
        .query::<ShelfQuery>()
        .header::<ShelfHeader>()
        .cookie::<ShelfCookie>()
        .request_body::<AllPlaced>()
}

pub fn store_matrix() -> Operation {
    declare::post("/matrix").name("store_matrix").query::<MatrixQuery>().request_body::<Matrix>()
}
