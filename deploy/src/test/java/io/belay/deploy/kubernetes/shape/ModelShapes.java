package io.belay.deploy.kubernetes.shape;

import com.google.gson.annotations.SerializedName;
import io.belay.deploy.kubernetes.shape.Shape.Amount;
import io.belay.deploy.kubernetes.shape.Shape.Anything;
import io.belay.deploy.kubernetes.shape.Shape.Entries;
import io.belay.deploy.kubernetes.shape.Shape.Flag;
import io.belay.deploy.kubernetes.shape.Shape.Items;
import io.belay.deploy.kubernetes.shape.Shape.Model;
import io.belay.deploy.kubernetes.shape.Shape.NumberOrShare;
import io.belay.deploy.kubernetes.shape.Shape.Real;
import io.belay.deploy.kubernetes.shape.Shape.Structure;
import io.belay.deploy.kubernetes.shape.Shape.Text;
import io.belay.deploy.kubernetes.shape.Shape.Whole;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fields that the models of {@code io.kubernetes:client-java} have, with their types and those
 * that are required. The models are generated from the API's own description.
 *
 * <p>They are read by reflection instead of by the client, because the client stops at the first
 * fault, does not say where it is, and takes {@code port: "7700"} for a number.
 */
final class ModelShapes {
  private static final String REQUIRED = "openapiRequiredFields";

  private static final Map<Class<?>, Structure> KNOWN = new ConcurrentHashMap<>();

  private ModelShapes() {}

  /** The fields of a model. */
  static Structure of(Class<?> model) {
    return KNOWN.computeIfAbsent(model, ModelShapes::read);
  }

  private static Structure read(Class<?> model) {
    Map<String, Shape> fields = new HashMap<>();
    for (Field field : model.getDeclaredFields()) {
      SerializedName name = field.getAnnotation(SerializedName.class);
      if (name != null && !Modifier.isStatic(field.getModifiers())) {
        fields.put(
            name.value(),
            FieldSyntax.of(model, name.value()).orElseGet(() -> shape(field.getGenericType())));
      }
    }
    return new Structure(model.getSimpleName(), fields, required(model));
  }

  private static Set<String> required(Class<?> model) {
    try {
      Object required = model.getField(REQUIRED).get(null);
      Set<String> names = new java.util.HashSet<>();
      ((Collection<?>) required).forEach(each -> names.add(String.valueOf(each)));
      return names;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(model + " is no model of the client", e);
    }
  }

  private static Shape shape(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return generic.getRawType() == List.class || generic.getRawType() == Set.class
          ? new Items(shape(last))
          : new Entries(Syntax.ANY, shape(last));
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class || plain == OffsetDateTime.class || plain == Date.class) {
      return new Text(Syntax.ANY);
    } else if (plain == Integer.class || plain == Long.class) {
      return Whole.ANY;
    } else if (plain == Boolean.class) {
      return new Flag();
    } else if (plain == Double.class || plain == Float.class) {
      return new Real();
    } else if (plain == Quantity.class) {
      return new Amount();
    } else if (plain == IntOrString.class) {
      return new NumberOrShare();
    } else if (plain == byte[].class) {
      return new Text(Syntax.ANY);
    } else if (plain == Object.class) {
      return new Anything();
    }
    return new Model(plain);
  }
}
