//! Items: a page of them, and each by itself.

use super::super::framework::declare::Router;
use super::super::framework::{
    Depends, Handler, Json, NoContent, Path, Query, Responses, delete, get, post, put, routes,
};
use super::errors::{ApiError, Problem};
use super::shop::{CurrentUser, Item, Page, Paging, Shop};

/// The item that was created, and where it is.
#[derive(Debug, PartialEq, Responses)]
#[response(201)]
pub struct ItemCreated {
    #[header]
    pub location: String,
    pub item: Item,
}

/// List the items.
#[get("/items", tag("items"))]
pub async fn list_items(Depends(shop): Depends<Shop>, Query(paging): Query<Paging>) -> Json<Page<Item>> {
    let items: Vec<Item> = shop.items.lock().map(|items| items.values().cloned().collect()).unwrap_or_default();
    Json(Page::of(items.into_iter(), &paging))
}

/// Create an item.
#[post("/items", tag("items"))]
pub async fn create_item(
    Depends(shop): Depends<Shop>,
    Depends(user): Depends<CurrentUser>,
    Json(item): Json<Item>,
) -> Result<ItemCreated, ApiError> {
    let Ok(mut items) = shop.items.lock() else { return Err(ApiError::Conflict(Problem::new("the shop is closed"))) };
    if items.contains_key(&item.id) {
        return Err(ApiError::Conflict(Problem::new(format!("{} is there already, {}", item.id, user.name))));
    }
    items.insert(item.id.clone(), item.clone());
    Ok(ItemCreated { location: format!("/items/{}", item.id), item })
}

/// Read an item.
#[get("/items/{item_id}", tag("items"))]
pub async fn read_item(Depends(shop): Depends<Shop>, Path(item_id): Path<String>) -> Result<Json<Item>, ApiError> {
    find(&shop, &item_id).map(Json)
}

/// Replace an item.
#[put("/items/{item_id}", tag("items"))]
pub async fn replace_item(
    Depends(shop): Depends<Shop>,
    Depends(_): Depends<CurrentUser>,
    Path(item_id): Path<String>,
    Json(item): Json<Item>,
) -> Result<Json<Item>, ApiError> {
    find(&shop, &item_id)?;
    if let Ok(mut items) = shop.items.lock() {
        items.insert(item_id, item.clone());
    }
    Ok(Json(item))
}

/// Delete an item.
#[delete("/items/{item_id}", tag("items"))]
pub async fn delete_item(
    Depends(shop): Depends<Shop>,
    Depends(_): Depends<CurrentUser>,
    Path(item_id): Path<String>,
) -> Result<NoContent, ApiError> {
    find(&shop, &item_id)?;
    if let Ok(mut items) = shop.items.lock() {
        items.remove(&item_id);
    }
    Ok(NoContent)
}

fn find(shop: &Shop, id: &str) -> Result<Item, ApiError> {
    let found = shop.items.lock().ok().and_then(|items| items.get(id).cloned());
    found.ok_or_else(|| ApiError::NotFound(Problem::new(format!("there is no item {id}"))))
}

pub fn router() -> Router<Handler> {
    routes![list_items, create_item, read_item, replace_item, delete_item]
}
